import type { Commit } from '@waybill/kernel/commit';
import { Unavailable } from '@waybill/kernel/failure';
import { fromItem, toItem, type CommitItem } from '@waybill/runtime/commit-item';
import type { Appended, EventStore } from '@waybill/runtime/event-store';
import type { ChangeRecord } from '@waybill/runtime/stream/change-record';
import type { Write } from '@waybill/runtime/writes';
import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import { MemoryFeed, type Disorder } from './memory-feed.ts';
import type { MemoryTable, Turn } from './memory-table.ts';
import { applyWrites, refusedBy } from './memory-writes.ts';

/** What goes wrong with appends, and how often (0 to 1). */
export interface Faults {
  readonly random: () => number;
  /** It is stored, and the caller hears `Unavailable`. */
  readonly lostReply?: number;
  /** It is not stored, and the caller hears `Unavailable`. */
  readonly unavailable?: number;
}

export interface MemoryEventStoreOptions {
  /** Its logical name. */
  readonly table?: string;
  /** Where the writes beside a commit go. */
  readonly tables?: readonly MemoryTable<object>[];
  readonly faults?: Faults;
  /** What a call waits for before it takes effect: a turn of the event loop, unless said otherwise. */
  readonly turn?: Turn;
  /** Hears of every commit, at once and in order. */
  readonly stored?: (change: ChangeRecord) => void;
}

/** Commits in memory, with the semantics of the store in DynamoDB. */
export class MemoryEventStore implements EventStore {
  readonly #table: string;
  readonly #tables: ReadonlyMap<string, MemoryTable<object>>;
  readonly #faults: Faults | undefined;
  readonly #turn: Turn;
  readonly #stored: (change: ChangeRecord) => void;
  readonly #items = new Map<string, CommitItem>();
  readonly #feeds: MemoryFeed[] = [];
  #interruption: (() => Promise<unknown>) | undefined;

  constructor(options: MemoryEventStoreOptions = {}) {
    const { table = 'commits', tables = [], faults, turn = eventLoopTurn, stored } = options;
    this.#table = table;
    this.#tables = new Map(tables.map((each) => [each.definition.name, each]));
    this.#faults = faults;
    this.#turn = turn;
    this.#stored = stored ?? (() => undefined);
  }

  /** Every commit, in the order in which they were stored. */
  get commits(): Commit[] {
    return [...this.#items.values()].map(fromItem);
  }

  async read(aggregateId: string, after = 0): Promise<Commit[]> {
    await this.#turn();
    return [...this.#items.values()]
      .filter((item) => item.aggregateId === aggregateId && item.version > after)
      .sort((a, b) => a.version - b.version)
      .map(fromItem);
  }

  async append(commit: Commit, writes: readonly Write[] = []): Promise<Appended> {
    await this.#turn();
    const interruption = this.#interruption;
    this.#interruption = undefined;
    await interruption?.();
    const { random = () => 1, lostReply = 0, unavailable = 0 } = this.#faults ?? {};
    if (random() < unavailable) throw new Unavailable('the store is away');
    const appended = this.#append(commit, writes);
    if (random() < lostReply) throw new Unavailable('the reply is lost');
    return appended;
  }

  /** Does something just before the next append takes effect, such as letting a rival win. */
  beforeNextAppend(interruption: () => Promise<unknown>): void {
    this.#interruption = interruption;
  }

  /** Hands on the change of every append from now on: in order and once, or as a `disorder` says. */
  feed(
    listener: (changes: readonly ChangeRecord[]) => Promise<unknown>,
    disorder?: Disorder,
  ): MemoryFeed {
    const feed = new MemoryFeed(listener, disorder);
    this.#feeds.push(feed);
    return feed;
  }

  #append(commit: Commit, writes: readonly Write[]): Appended {
    const id = JSON.stringify([commit.aggregateId, commit.version]);
    const stored = this.#items.get(id);
    if (stored) return { outcome: stored.commitId === commit.commitId ? 'appended' : 'conflict' };
    const found = refusedBy(this.#tables, writes);
    if (found) return { outcome: 'refused', found };
    applyWrites(this.#tables, writes);
    const newImage = JSON.parse(JSON.stringify(toItem(commit))) as CommitItem;
    this.#items.set(id, newImage);
    const table = `test-${this.#table}`;
    const change: ChangeRecord = { table, event: 'INSERT', newImage };
    this.#stored(change);
    for (const feed of this.#feeds) feed.push(change);
    return { outcome: 'appended' };
  }
}
