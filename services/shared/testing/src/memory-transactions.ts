import { Unavailable } from '@waybill/kernel/failure';
import { maxTransactionWrites, type Transactions } from '@waybill/runtime/transactions';
import type { Write } from '@waybill/runtime/writes';
import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import type { Faults } from './memory-event-store.ts';
import type { MemoryTable } from './memory-table.ts';
import { applyWrites, refusedBy } from './memory-writes.ts';

/** Transactions on tables in memory. */
export class MemoryTransactions implements Transactions {
  readonly #tables: ReadonlyMap<string, MemoryTable<object>>;
  readonly #faults: Faults | undefined;
  /** How many were stored. */
  stored = 0;

  constructor(tables: readonly MemoryTable<object>[], faults?: Faults) {
    this.#tables = new Map(tables.map((table) => [table.definition.name, table]));
    this.#faults = faults;
  }

  async write(writes: readonly Write[]): Promise<'stored' | 'refused'> {
    await eventLoopTurn();
    const { random = () => 1, lostReply = 0, unavailable = 0 } = this.#faults ?? {};
    if (random() < unavailable) throw new Unavailable('other transactions keep the items');
    if (refusedBy(this.#tables, writes, maxTransactionWrites)) return 'refused';
    applyWrites(this.#tables, writes);
    this.stored += 1;
    if (random() < lostReply) throw new Unavailable('the reply is lost');
    return 'stored';
  }
}
