import { parseChaosArguments } from './arguments.ts';

const parse = (...argv: string[]) => parseChaosArguments(argv, () => 77);

describe('the arguments of the chaos', () => {
  it('has a default for everything, and a new seed each time', () => {
    expect(parse()).toEqual({
      file: undefined,
      seed: 77,
      killEveryMs: 1_000,
      overMs: 8_000,
      timeoutMs: 180_000,
      logs: undefined,
    });
  });

  it('reads a file and the options in any order', () => {
    const argv = ['--seed', '4', 'day.csv', '--kill-every=250', '--logs', 'there'];
    expect(parse(...argv)).toMatchObject({
      file: 'day.csv',
      seed: 4,
      killEveryMs: 250,
      overMs: 30_000,
      logs: 'there',
    });
  });

  it('offers help', () => expect(parse('--help')).toBe('help'));

  it.each([
    [['--speed', '9'], /--speed/],
    [['--seed', 'abc'], /--seed is a whole number/],
    [['--kill-every', '0', '--over', 'x'], /--kill-every [^]*--over/],
    [['a.csv', 'b.csv'], /one file at a time/],
  ])('%j is refused with the usage', (argv, message) => {
    expect(() => parse(...argv)).toThrow(message);
    expect(() => parse(...argv)).toThrow(/Usage: npm run chaos/);
    expect(() => parse(...argv)).toThrow(expect.objectContaining({ exitCode: 2 }) as Error);
  });
});
