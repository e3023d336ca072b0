import { eventsArn } from './arn.ts';
import type { BusEvent } from './bus-event.ts';
import type { CompiledPattern } from './event-pattern.ts';
import { notFound, type Parameters } from './parameters.ts';
import type { Target } from './target.ts';

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly bus: Bus;
  description?: string;
  pattern?: CompiledPattern;
  scheduleExpression?: string;
  roleArn?: string;
  state: string;
  readonly targets: Map<string, Target>;
}

export interface Archive {
  readonly name: string;
  readonly arn: string;
  readonly bus: Bus;
  readonly createdAt: number;
  description?: string;
  pattern?: CompiledPattern;
  /** Days to keep an event; 0 keeps it for ever. */
  retentionDays: number;
  events: BusEvent[];
}

export interface Bus {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  modifiedAt: number;
  description?: string;
  deadLetterConfig?: Parameters;
  readonly rules: Map<string, Rule>;
  /** Statements of the resource policy by id. They are kept and shown, and not enforced. */
  readonly policy: Map<string, Parameters>;
}

/** All that the emulated EventBridge remembers. It lives in memory alone. */
export interface State {
  readonly buses: Map<string, Bus>;
  readonly archives: Map<string, Archive>;
  readonly tags: Map<string, Map<string, string>>;
}

export function createState(now: number): State {
  return {
    buses: new Map([['default', createBus('default', now)]]),
    archives: new Map(),
    tags: new Map(),
  };
}

export function createBus(name: string, now: number): Bus {
  return {
    name,
    arn: eventsArn(`event-bus/${name}`),
    createdAt: now,
    modifiedAt: now,
    rules: new Map(),
    policy: new Map(),
  };
}

export function existingBus(state: State, name: string): Bus {
  const bus = state.buses.get(name);
  if (!bus) throw notFound(`Event bus ${name} does not exist.`);
  return bus;
}
