import type { OrderItem } from '@waybill/contracts/values';
import { Rejection } from '@waybill/kernel/failure';

/** What the lines cost together, in minor units. Refuses a sum that a number cannot hold exactly. */
export function totalOf(items: readonly OrderItem[]): number {
  const total = items.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
  if (!Number.isSafeInteger(total)) throw new Rejection('total-is-too-large');
  return total;
}
