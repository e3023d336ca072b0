import { parseArguments, parts } from './arguments.ts';

describe('the options of npm run faults', () => {
  it('try everything unless they say otherwise', () =>
    expect(parseArguments([])).toEqual({ parts, doubles: 300, orders: 60, seed: 1, worlds: 6 }));

  it('choose', () =>
    expect(parseArguments(['--only', 'storm', '--orders', '5', '--seed', '0'])).toMatchObject({
      parts: ['storm'],
      orders: 5,
      seed: 0,
    }));

  it.each([
    [['--only', 'rain'], '--only is one of every-step, double, storm, not "rain"'],
    [['--worlds', '0'], '--worlds is a whole number from 1 on, not "0"'],
    [['--doubles', 'many'], '--doubles is a whole number from 1 on, not "many"'],
    [['--seed', '-1'], /argument is ambiguous/],
    [['rain'], /Unexpected argument/],
  ])('are wrong as %j', (args, message) => expect(() => parseArguments(args)).toThrow(message));
});
