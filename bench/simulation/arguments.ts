import { parseArgs } from 'node:util';

/** What is to be simulated. */
export interface Request {
  readonly first: number;
  readonly count: number;
  /** Shows everything that happened. */
  readonly isTraced: boolean;
}

export const usage = `Usage: npm run simulate -- [--seeds N] [--seed S] [--trace]
  --seeds N  so many seeds, from S or 1 on (1,000 if no seed is named)
  --seed S   this seed alone, or the first of N
  --trace    shows all that happened; for one seed`;

/** Reads the command line. @throws Error that says what is wrong */
export function parseArguments(args: readonly string[]): Request {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string' },
      seed: { type: 'string' },
      trace: { type: 'boolean', default: false },
    },
  });
  const first = values.seed === undefined ? 1 : numberOf('--seed', values.seed, 0);
  const isOne = values.seed !== undefined && values.seeds === undefined;
  const count = isOne ? 1 : numberOf('--seeds', values.seeds ?? '1000', 1);
  if (values.trace && count > 1) throw new Error('--trace is for one seed: name it by --seed');
  return { first, count, isTraced: values.trace };
}

function numberOf(name: string, text: string, least: number): number {
  const number = Number(text);
  const isRight = /^\d{1,9}$/.test(text) && number >= least;
  if (!isRight) throw new Error(`${name} is a whole number from ${least} on, not "${text}"`);
  return number;
}
