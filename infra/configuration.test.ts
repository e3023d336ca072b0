import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const files = execFileSync('git', [
  'ls-files',
  'services/*/src/config.ts',
  'services/shared/runtime/src/settings.ts',
  'infra/local/settings.ts',
])
  .toString()
  .trim()
  .split('\n');

const settingsIn = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^ +([A-Z][A-Z_]+):/gm)].map(([, name = '']) => name);
const settings = files.flatMap(settingsIn);

describe('docs/configuration.md', () => {
  const documented = readFileSync('docs/configuration.md', 'utf8');

  it.each([...new Set(settings)])('tells of %s', (name) => {
    expect(documented).toContain(`\`${name}\``);
  });

  it('tells of every file that has settings', () => {
    expect(settings.length).toBeGreaterThan(25);
  });
});

describe('docs/aws.md', () => {
  const documented = readFileSync('docs/aws.md', 'utf8');

  it.each(settingsIn('infra/stacks/settings.ts'))('tells of %s', (name) => {
    expect(documented).toContain(`\`${name}\``);
  });
});
