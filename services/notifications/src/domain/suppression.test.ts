import { isInForce, isNews, type Suppression } from './suppression.ts';

const hour = (n: number): string => new Date(Date.UTC(2026, 0, 1, n)).toISOString();
const suppressed: Suppression = {
  ...{ addressHash: 'h', reason: 'bounce', messageId: 'm' },
  suppressedAt: hour(2),
};
const lifted = (n: number): Suppression => ({ ...suppressed, liftedAt: hour(n) });

describe('a suppression', () => {
  it.each([
    ['at first', suppressed, true],
    ['not once it is lifted', lifted(3), false],
    ['when something came back after it was lifted', lifted(1), true],
    [
      'not when it is lifted in seconds, without a fraction',
      { ...suppressed, liftedAt: '2026-01-01T02:00:01Z' },
      false,
    ],
  ])('is in force %s', (_, suppression, inForce) => {
    expect(isInForce(suppression)).toBe(inForce);
  });

  it.each([
    ['is news', undefined, 2, true],
    ['is none twice', suppressed, 2, false],
    ['is none if it is older', suppressed, 1, false],
    ['is news if it is newer', suppressed, 3, true],
    ['is none if that was lifted since', lifted(4), 3, false],
    ['is news after it was lifted', lifted(4), 5, true],
  ])('what came back %s', (_, known, at, news) => {
    expect(isNews(known, hour(at))).toBe(news);
  });
});
