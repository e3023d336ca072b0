import { changes } from '@waybill/contracts/names';
import { commitTable, type TableDefinition } from '@waybill/contracts/resources';

/** The tables of the catalogue. */
export const tables: readonly TableDefinition[] = [
  commitTable('product-commits', changes),
  {
    name: 'products',
    partitionKey: 'productId',
    indexes: [{ name: 'by-shelf', partitionKey: 'shelf', sortKey: 'productId', projects: 'ALL' }],
  },
];
