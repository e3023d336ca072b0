import type { AnyContract, Entry } from '@waybill/contracts/contract';
import { entriesOf, type Commit } from '@waybill/kernel/commit';
import { fold, type Decider } from '@waybill/kernel/decider';
import { Unavailable } from '@waybill/kernel/failure';
import { createAppendValidation } from './append-validation.ts';
import { backoffMs } from './backoff.ts';
import { currentCause } from './cause.ts';
import type { EventStore } from './event-store.ts';
import type { Platform } from './platform.ts';
import type { Write } from './writes.ts';

/** An aggregate as it stands. Version 0: nothing has happened. */
export interface Standing<State> {
  readonly state: State;
  readonly version: number;
}

/** What came of a command. `events` is empty when all of it was true already. */
export interface Executed<State, Event> extends Standing<State> {
  readonly events: readonly Event[];
}

/** A write beside the commit was refused by its condition; nothing is stored. */
export class WritesRefused extends Error {
  override readonly name = 'WritesRefused';
  readonly writes: readonly Write[];
  readonly found: readonly (Readonly<Record<string, unknown>> | null | undefined)[];

  constructor(writes: readonly Write[], found: WritesRefused['found']) {
    super('a condition of the writes beside the commit does not hold');
    this.writes = writes;
    this.found = found;
  }
}

/** What sets one kind of aggregate apart. */
export interface AggregateOptions<State, Command, Event extends Entry> {
  readonly decider: Decider<State, Command, Event>;
  readonly store: EventStore;
  /** What it may commit. */
  readonly contracts: readonly AnyContract[];
  /** What changes with the events in other tables, in the same transaction. */
  readonly writes?: (before: State, events: readonly Event[]) => readonly Write[];
  /** Runs before an append; what it does must be harmless if the append is lost. */
  readonly before?: (id: string, events: readonly Event[]) => Promise<void>;
  /** How many aggregates to remember between commands, so that a hot one is not read again. */
  readonly remembered?: number;
}

const raceAttempts = 20;
/** A larger state is read again rather than remembered: memory is bounded by bytes, not by number alone. */
const rememberedBytes = 20_000;

/** Loads, decides and appends, until the append wins its version. */
export class Aggregate<State, Command, Event extends Entry> {
  readonly #options: AggregateOptions<State, Command, Event>;
  readonly #platform: Platform;
  readonly #validate: (entries: readonly Entry[]) => void;
  readonly #memory = new Map<string, Standing<State>>();

  constructor(platform: Platform, options: AggregateOptions<State, Command, Event>) {
    this.#platform = platform;
    this.#options = options;
    this.#validate = createAppendValidation(options.contracts);
  }

  /** The aggregate as its commits say, consistently read. */
  async load(id: string): Promise<Standing<State>> {
    const { decider, store } = this.#options;
    const commits = await store.read(id);
    const events = entriesOf(commits) as Event[];
    return { state: fold(decider, events), version: commits.at(-1)?.version ?? 0 };
  }

  /**
   * Carries a command out.
   * @param beside what is written with whatever it decides, and not if it decides nothing
   * @param assumeNew skips the first read where the id was made just now; a wrong guess costs one more call
   * @throws Rejection if the domain says no, WritesRefused if a write beside the commit is not possible
   */
  async execute(
    id: string,
    command: Command,
    assumeNew = false,
    beside: readonly Write[] = [],
  ): Promise<Executed<State, Event>> {
    const { decider } = this.#options;
    let standing = assumeNew ? { state: decider.initial, version: 0 } : this.#memory.get(id);
    for (let attempt = 0; attempt < raceAttempts; attempt += 1) {
      const isFresh = standing === undefined;
      standing ??= await this.load(id);
      const events = this.#decide(command, standing.state, isFresh || assumeNew);
      if (events.length > 0) {
        const after = await this.#append(id, standing, events, beside);
        if (after) return { ...after, events };
        const { random, sleep } = this.#platform;
        await sleep(backoffMs(attempt, { baseMs: 5, capMs: 250, random }));
      } else if (isFresh || assumeNew) {
        return { ...standing, events: [] };
      }
      // Lost a race, or decided on a memory that may be old: read, and decide again.
      this.#memory.delete(id);
      standing = undefined;
      assumeNew = false;
    }
    throw new Unavailable(`${id} is changed by others faster than it can be decided upon`);
  }

  /** A rejection on a remembered state may be out of date: it becomes "nothing", which leads to a fresh read. */
  #decide(command: Command, state: State, isCertain: boolean): readonly Event[] {
    try {
      return this.#options.decider.decide(command, state);
    } catch (error) {
      if (isCertain) throw error;
      return [];
    }
  }

  async #append(
    id: string,
    { state, version }: Standing<State>,
    events: readonly Event[],
    given: readonly Write[],
  ): Promise<Standing<State> | undefined> {
    const { decider, store, writes, before } = this.#options;
    this.#validate(events);
    await before?.(id, events);
    const beside = [...(writes?.(state, events) ?? []), ...given];
    const appended = await store.append(this.#commit(id, version + 1, events), beside);
    if (appended.outcome === 'refused') {
      this.#memory.delete(id);
      throw new WritesRefused(beside, appended.found);
    }
    if (appended.outcome === 'conflict') return undefined;
    const after = { state: fold(decider, events, state), version: version + 1 };
    this.#memory.delete(id);
    if (JSON.stringify(after.state).length <= rememberedBytes) this.#remember(id, after);
    return after;
  }

  #commit(aggregateId: string, version: number, entries: readonly Entry[]): Commit {
    const { newId, now } = this.#platform;
    const cause = currentCause() ?? { correlationId: aggregateId };
    const committedAt = now().toISOString();
    return { aggregateId, version, commitId: newId(), entries, committedAt, ...cause };
  }

  #remember(id: string, standing: Standing<State>): void {
    const { remembered = 500 } = this.#options;
    this.#memory.set(id, standing);
    const oldest = this.#memory.keys().next();
    if (this.#memory.size > remembered && !oldest.done) this.#memory.delete(oldest.value);
  }
}
