import { MemoryTable } from './memory-table.ts';
import { MemoryTransactions } from './memory-transactions.ts';
import { conformanceThings, type Thing } from './table-conformance.ts';
import { describeTransactions } from './transactions-conformance.ts';

describeTransactions('transactions in memory', () => {
  const things = new MemoryTable<Thing>(conformanceThings);
  return { things, transactions: new MemoryTransactions([things]) };
});
