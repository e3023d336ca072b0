import { changes } from '@waybill/contracts/names';
import { commitTable, type TableDefinition } from '@waybill/contracts/resources';

/** The tables of inventory. */
export const tables: readonly TableDefinition[] = [
  commitTable('inventory-commits', changes),
  { name: 'stock', partitionKey: 'productId', changesTo: changes },
];
