import { parseArguments } from './arguments.ts';

describe('the arguments of the load', () => {
  it('has a default for everything', () => {
    expect(parseArguments([])).toEqual({
      file: undefined,
      concurrency: 16,
      url: 'http://127.0.0.1:8080',
      seed: 1,
      timeoutMs: 300_000,
      checkFigures: false,
    });
  });

  it('reads a file and the options in any order', () => {
    const argv = ['--concurrency', '4', 'day.csv', '--url=http://shop:80/', '--timeout', '9'];
    expect(parseArguments(argv)).toMatchObject({
      file: 'day.csv',
      concurrency: 4,
      url: 'http://shop:80',
      timeoutMs: 9_000,
    });
  });

  it('offers help', () => expect(parseArguments(['--help'])).toBe('help'));

  it.each([
    [['--speed', '9'], /--speed/],
    [['--concurrency'], /--concurrency/],
    [['--concurrency', '0'], /--concurrency is a whole number from 1/],
    [['--concurrency', '1.5'], /not "1.5"/],
    [['--seed', 'abc'], /--seed is a whole number/],
    [['day.csv', '--seed', '2'], /cannot go with a file/],
    [['--url', 'shop'], /--url is an http\(s\) address/],
    [['a.csv', 'b.csv'], /one file at a time/],
  ])('%j is refused with the usage', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(message);
    expect(() => parseArguments(argv)).toThrow(/Usage: npm run load/);
    expect(() => parseArguments(argv)).toThrow(expect.objectContaining({ exitCode: 2 }) as Error);
  });
});
