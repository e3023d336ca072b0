import { parseArgs } from 'node:util';

/** What can be tried. */
export const parts = ['every-step', 'double', 'storm'] as const;
export type Part = (typeof parts)[number];

/** What is to be tried. */
export interface Request {
  readonly parts: readonly Part[];
  /** Schedules with two faults. */
  readonly doubles: number;
  /** Orders in the storm. */
  readonly orders: number;
  readonly seed: number;
  /** Systems side by side. */
  readonly worlds: number;
}

export const usage = `Usage: npm run faults -- [--only PART] [--doubles N] [--orders N] [--seed S] [--worlds N]
  --only PART  every-step: every AWS call of an order's happy and compensated way, every fault
               double:     two faults an order, by chance
               storm:      orders side by side while anything may go wrong with any call
  --doubles N  so many schedules with two faults (300)
  --orders N   so many orders in the storm (60)
  --seed S     what chance goes by (1)
  --worlds N   so many whole systems side by side in this process (6)`;

/** Reads the command line. @throws Error that says what is wrong */
export function parseArguments(args: readonly string[]): Request {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      doubles: { type: 'string', default: '300' },
      orders: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      worlds: { type: 'string', default: '6' },
    },
  });
  const only = parts.find((part) => part === values.only);
  if (values.only !== undefined && only === undefined) {
    throw new Error(`--only is one of ${parts.join(', ')}, not "${values.only}"`);
  }
  return {
    parts: only ? [only] : parts,
    doubles: numberOf('--doubles', values.doubles, 1),
    orders: numberOf('--orders', values.orders, 1),
    seed: numberOf('--seed', values.seed, 0),
    worlds: numberOf('--worlds', values.worlds, 1),
  };
}

function numberOf(name: string, text: string, least: number): number {
  const number = Number(text);
  const isRight = /^\d{1,6}$/.test(text) && number >= least;
  if (!isRight) throw new Error(`${name} is a whole number from ${least} on, not "${text}"`);
  return number;
}
