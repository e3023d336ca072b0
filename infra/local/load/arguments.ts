import { parseArgs } from 'node:util';
import { Failure } from './failure.ts';

export const usage = `Usage: npm run load -- [FILE.csv] [options]

Replays a day of the "Online Retail" CSV through the HTTP API, and reconciles what became of it.
Without a file it makes a day of its own.

Options:
  --concurrency N    requests in flight at once (16)
  --url URL          where the system answers (http://127.0.0.1:8080)
  --seed S           a whole number that decides the made day (1)
  --timeout SECONDS  how long to wait once the last order is placed (300)
  --check-figures    also compares what analytics counts with sums over the day; on a system just started
  --help             print this`;

/** What the run was asked to do. */
export interface Arguments {
  readonly file: string | undefined;
  readonly concurrency: number;
  readonly url: string;
  readonly seed: number;
  readonly timeoutMs: number;
  readonly checkFigures: boolean;
}

/** Reads the command line; `help` if only that was asked for. Throws a `Failure` naming all that is wrong. */
export function parseArguments(argv: readonly string[]): Arguments | 'help' {
  const { values, positionals } = split(argv);
  if (values.help) return 'help';
  const problems: string[] = [];

  const wholeNumber = (option: string, text: string, least: number, most: number): number => {
    const value = Number(text);
    const fits = /^\d+$/.test(text) && value >= least && value <= most;
    if (!fits) {
      problems.push(`--${option} is a whole number from ${least} to ${most}, not "${text}"`);
    }
    return value;
  };
  const parsed: Arguments = {
    file: positionals[0],
    concurrency: wholeNumber('concurrency', values.concurrency, 1, 1_000),
    url: values.url.replace(/\/+$/, ''),
    seed: wholeNumber('seed', values.seed ?? '1', 0, 0xffff_ffff),
    timeoutMs: wholeNumber('timeout', values.timeout, 1, 86_400) * 1_000,
    checkFigures: values['check-figures'],
  };
  if (positionals.length > 1) problems.push(`one file at a time, not ${positionals.join(' and ')}`);
  if (parsed.file !== undefined && values.seed !== undefined) {
    problems.push('--seed makes a day, so it cannot go with a file');
  }
  if (!/^https?:$/.test(URL.canParse(parsed.url) ? new URL(parsed.url).protocol : '')) {
    problems.push(`--url is an http(s) address, not "${values.url}"`);
  }
  if (problems.length > 0) throw wrongUsage(problems);
  return parsed;
}

function split(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        concurrency: { type: 'string', default: '16' },
        url: { type: 'string', default: 'http://127.0.0.1:8080' },
        seed: { type: 'string' },
        timeout: { type: 'string', default: '300' },
        'check-figures': { type: 'boolean', default: false },
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
