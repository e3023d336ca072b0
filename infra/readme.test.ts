import { readFileSync, writeFileSync } from 'node:fs';
import { eventTable } from './event-table.ts';

const begin =
  '<!-- events: written by UPDATE_README=1 npx jest infra/readme && npx prettier -w README.md -->';
const end = '<!-- /events -->';

/** A table without the padding that a formatter gives it. */
const unpadded = (markdown: string): string =>
  markdown
    .trim()
    .replace(/ +/g, ' ')
    .replace(/-{3,}/g, '---')
    .replace(/\| ?(?=---)/g, '|')
    .replace(/--- \|/g, '---|');

describe('the README', () => {
  it('has the event table that follows from the subscriptions', () => {
    const readme = readFileSync('README.md', 'utf8');
    const from = readme.indexOf(begin) + begin.length;
    const to = readme.indexOf(end);
    expect(from).toBeLessThan(to);
    if (process.env.UPDATE_README) {
      const written = `${readme.slice(0, from)}\n\n${eventTable()}\n\n${readme.slice(to)}`;
      writeFileSync('README.md', written);
    } else {
      expect(unpadded(readme.slice(from, to))).toBe(unpadded(eventTable()));
    }
  });
});
