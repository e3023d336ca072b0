import { orderChanges } from '@waybill/contracts/names';
import { orderContactsTable } from '@waybill/contracts/order-contact';
import { commitTable, type TableDefinition } from '@waybill/contracts/resources';

/** The tables of orders. */
export const tables: readonly TableDefinition[] = [
  commitTable('order-commits', orderChanges),
  {
    name: 'orders',
    partitionKey: 'orderId',
    indexes: [{ name: 'by-customer', partitionKey: 'customerId', sortKey: 'createdAt' }],
  },
  { name: 'product-prices', partitionKey: 'productId' },
  { name: orderContactsTable, partitionKey: 'orderId' },
];
