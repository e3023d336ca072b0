import { changes } from '@waybill/contracts/names';
import { commitTable, type TableDefinition } from '@waybill/contracts/resources';

/** The tables of notifications. */
export const tables: readonly TableDefinition[] = [
  commitTable('mail-commits', changes),
  { name: 'suppressions', partitionKey: 'addressHash' },
];
