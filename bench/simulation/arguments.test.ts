import { parseArguments } from './arguments.ts';

describe('the command line of the simulation', () => {
  it.each([
    [[], { first: 1, count: 1_000, isTraced: false }],
    [['--seeds', '20'], { first: 1, count: 20, isTraced: false }],
    [['--seed', '7'], { first: 7, count: 1, isTraced: false }],
    [['--seed', '7', '--seeds', '20'], { first: 7, count: 20, isTraced: false }],
    [['--seed', '7', '--trace'], { first: 7, count: 1, isTraced: true }],
  ])('reads %j', (args, request) => expect(parseArguments(args)).toEqual(request));

  it.each([
    [['--seeds', '0'], '--seeds'],
    [['--seeds', 'many'], '--seeds'],
    [['--seed', '-1'], '--seed'],
    [['--seed', '1.5'], '--seed'],
    [['--trace'], '--trace'],
    [['--sed', '1'], '--sed'],
    [['1'], '1'],
  ])('refuses %j', (args, what) => expect(() => parseArguments(args)).toThrow(what));
});
