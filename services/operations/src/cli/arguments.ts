import { ConfigError, parseConfig } from '@waybill/runtime/config';
import { processSettings } from '@waybill/runtime/settings';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { every, filterForm, parseFilter } from '../domain/filter.ts';
import type { Command, Letters } from './command.ts';
import { none, orderOf, queueOf, queueWithHomeOf } from './operands.ts';
import { periodOf } from './period.ts';
import { UsageError } from './usage-error.ts';

const flags = {
  max: { type: 'string' },
  only: { type: 'string', multiple: true },
  'dry-run': { type: 'boolean', default: false },
  since: { type: 'string' },
  until: { type: 'string' },
  table: { type: 'string' },
  stage: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const satisfies ParseArgsConfig['options'];

/** Where the words and flags are read, and when. */
interface Circumstances {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: Date;
}

type Values = ReturnType<typeof split>['values'];

/** The options of each command, beside those of all. */
const own = {
  'dlq list': [],
  'dlq show': ['max', 'only'],
  'dlq redrive': ['max', 'only', 'dry-run'],
  republish: ['since', 'until', 'table', 'dry-run'],
  'saga show': [],
  'saga resume': [],
} as const satisfies Record<string, readonly (keyof typeof flags)[]>;

const most = 10_000;

/** Reads the command line. @throws UsageError */
export function parseArguments(
  argv: readonly string[],
  { environment, now }: Circumstances,
): Command {
  const { values, positionals } = split(argv);
  if (values.help || positionals.join() === 'help') return { name: 'help' };
  const { name, operands } = commandOf(positionals);
  refuseOthers(name, values);
  const common = { stage: stageOf(values, environment), isJson: values.json };
  const isDryRun = values['dry-run'];
  switch (name) {
    case 'dlq list':
      none(name, operands);
      return { name, ...common };
    case 'dlq show':
      return { name, ...common, ...lettersOf(queueOf(name, operands), values, 10) };
    case 'dlq redrive':
      return {
        name,
        ...common,
        ...lettersOf(queueWithHomeOf(name, operands), values, most),
        isDryRun,
      };
    case 'republish':
      none(name, operands);
      return { name, ...common, ...periodOf(values, now), isDryRun };
    case 'saga show':
    case 'saga resume':
      return { name, ...common, orderId: orderOf(name, operands) };
  }
}

function split(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: flags, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function commandOf(words: readonly string[]): {
  name: keyof typeof own;
  operands: readonly string[];
} {
  if (words.length === 0) throw new UsageError('what shall be done?');
  const names = Object.keys(own) as (keyof typeof own)[];
  for (const length of [1, 2]) {
    const name = names.find((each) => each === words.slice(0, length).join(' '));
    if (name) return { name, operands: words.slice(length) };
  }
  throw new UsageError(`there is no command "${words.slice(0, 2).join(' ')}"`);
}

/** An option that would be overlooked may be what the person relied on. */
function refuseOthers(name: keyof typeof own, values: Values): void {
  const all = Object.values<readonly (keyof typeof flags)[]>(own).flat();
  const mine: readonly string[] = own[name];
  for (const flag of new Set(all)) {
    const isGiven = values[flag] !== undefined && values[flag] !== false;
    if (isGiven && !mine.includes(flag)) throw new UsageError(`${name} has no --${flag}`);
  }
}

function stageOf({ stage }: Values, environment: Circumstances['environment']): string {
  try {
    const settings = { STAGE: processSettings.STAGE };
    return parseConfig(settings, { STAGE: stage ?? environment.STAGE }).STAGE;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new UsageError(`${error.message} (STAGE or --stage names the installation)`);
  }
}

function lettersOf<From>(
  from: From,
  { max, only = [] }: Values,
  unlessSaid: number,
): Letters<From> {
  return {
    from,
    max: max === undefined ? unlessSaid : wholeNumber('max', max),
    only: every(
      only.map((text) => {
        const filter = parseFilter(text);
        if (filter) return filter;
        throw new UsageError(`--only is ${filterForm}, not "${text}"`);
      }),
    ),
  };
}

function wholeNumber(flag: string, text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
  throw new UsageError(`--${flag} is a whole number from 1 to ${most}, not "${text}"`);
}
