import { changes } from '@waybill/contracts/names';
import { commitTable, type TableDefinition } from '@waybill/contracts/resources';

/** The tables of fulfilment. */
export const tables: readonly TableDefinition[] = [
  commitTable('fulfilment-commits', changes),
  { name: 'deadlines', partitionKey: 'bucket', sortKey: { name: 'due', type: 'S' } },
];
