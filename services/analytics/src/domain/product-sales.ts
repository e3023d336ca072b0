import { OrderPlaced } from '@waybill/contracts/order-events';
import type { OrderItem } from '@waybill/contracts/values';
import { added, salesOf, type Figure } from './figures.ts';
import type { OrderRecord } from './order-record.ts';

/** What an order sells of each product, in the order of their ids, on the day on which it is placed. Nothing for other records. */
export function productSalesOf({ eventType, timestamp, currency, items }: OrderRecord): Figure[] {
  if (eventType !== OrderPlaced.type || items === null || currency === null) return [];
  const partition = salesOf(timestamp.slice(0, 10));
  const lines = (JSON.parse(items) as OrderItem[]).map(({ productId, quantity, unitPrice }) => ({
    key: { partition, entry: `${currency}#${productId}` },
    amounts: { quantity, revenue: quantity * unitPrice },
  }));
  return added(lines).sort((a, b) => (a.key.entry < b.key.entry ? -1 : 1));
}
