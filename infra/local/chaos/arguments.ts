import { parseArgs } from 'node:util';
import { Failure } from '../load/failure.ts';

export const usage = `Usage: npm run chaos -- [FILE.csv] [options]

Starts every service as a process of its own over the embedded AWS and replays a day of the "Online Retail" CSV, while
pods are killed at random, scaled out and in, and the streams are split and merged. Then every invariant is checked.
Without a file it makes a small day of its own.

Options:
  --seed S           a whole number that decides the kills, the troubles and the made day (a new one each time)
  --kill-every MS    between two kills (1000)
  --over SECONDS     how long the orders take to come in (8, or 30 with a file)
  --timeout SECONDS  how long to wait once the last order is placed (180)
  --logs DIR         keep the pods' logs there; by default only those of a run that fails are kept
  --help             print this`;

/** What the run was asked to do. */
export interface ChaosArguments {
  readonly file: string | undefined;
  readonly seed: number;
  readonly killEveryMs: number;
  readonly overMs: number;
  readonly timeoutMs: number;
  readonly logs: string | undefined;
}

/** Reads the command line; `help` if only that was asked for. Throws a `Failure` naming all that is wrong. */
export function parseChaosArguments(
  argv: readonly string[],
  newSeed: () => number,
): ChaosArguments | 'help' {
  const { values, positionals } = split(argv);
  if (values.help) return 'help';
  const problems: string[] = [];
  const wholeNumber = (option: string, text: string, [least, most]: [number, number]): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      problems.push(`--${option} is a whole number from ${least} to ${most}, not "${text}"`);
    }
    return value;
  };
  const [file] = positionals;
  const over = values.over ?? (file === undefined ? '8' : '30');
  const parsed = {
    file,
    seed: wholeNumber('seed', values.seed ?? String(newSeed()), [0, 0xffff_ffff]),
    killEveryMs: wholeNumber('kill-every', values['kill-every'], [50, 3_600_000]),
    overMs: wholeNumber('over', over, [1, 86_400]) * 1_000,
    timeoutMs: wholeNumber('timeout', values.timeout, [1, 86_400]) * 1_000,
    logs: values.logs,
  };
  if (positionals.length > 1) problems.push(`one file at a time, not ${positionals.join(' and ')}`);
  if (problems.length > 0) throw wrongUsage(problems);
  return parsed;
}

function split(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        seed: { type: 'string' },
        'kill-every': { type: 'string', default: '1000' },
        over: { type: 'string' },
        timeout: { type: 'string', default: '180' },
        logs: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw wrongUsage([error instanceof Error ? error.message : String(error)]);
  }
}

function wrongUsage(problems: readonly string[]): Failure {
  return new Failure(`${problems.join('\n')}\n\n${usage}`, 2);
}
