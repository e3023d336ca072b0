/** The columns of an order's event, by Glue's types: the fields of the records on the stream `order-analytics`. */
export const orderColumns: readonly { readonly name: string; readonly type: string }[] = [
  { name: 'eventtype', type: 'string' },
  { name: 'orderid', type: 'string' },
  { name: 'customerid', type: 'string' },
  { name: 'total', type: 'bigint' },
  { name: 'currency', type: 'string' },
  { name: 'itemcount', type: 'int' },
  { name: 'timestamp', type: 'string' },
  { name: 'source', type: 'string' },
  { name: 'eventid', type: 'string' },
  { name: 'items', type: 'string' },
  { name: 'productid', type: 'string' },
];
