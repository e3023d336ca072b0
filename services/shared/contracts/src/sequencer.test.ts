import { isLater } from './sequencer.ts';

describe('a sequencer', () => {
  it.each([
    ['0062E99A88DC407460', '0062E99A88DC40745F', true],
    ['0062E99A88DC40745F', '0062E99A88DC407460', false],
    ['0062E99A88DC407460', '0062E99A88DC407460', false],
    ['0062e99a88dc407460', '0062E99A88DC40745F', true],
    ['0062E9', '0062E8FF', true],
    ['0062E9', '0062E901', false],
    ['0062E9', '0062E900', false],
  ])('%s is later than %s: %s', (one, other, expected) => {
    expect(isLater(one, other)).toBe(expected);
  });
});
