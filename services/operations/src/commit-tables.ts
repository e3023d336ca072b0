/** Every table whose commits the relay publishes. Logical names. */
export const commitTables: readonly string[] = [
  'document-commits',
  'fulfilment-commits',
  'inventory-commits',
  'mail-commits',
  'order-commits',
  'payment-commits',
  'product-commits',
  'shipment-commits',
];
