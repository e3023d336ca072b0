import { isTerminal } from './await-orders.ts';
import { checkOrder } from './check-order.ts';
import { checkBalance, checkStock } from './check-stock.ts';
import type { Facts, OrderFacts } from './facts.ts';
import type { Mismatch } from './mismatch.ts';

/** Everything that is not as it must be; empty when the day reconciles. */
export function reconcile({ refused, orders, stock }: Facts): Mismatch[] {
  // What an open order will do to the stock, nobody can know yet.
  const areAllTerminal = orders.every(({ order }) => isTerminal(order));
  const shipped = piecesShipped(orders);
  return [
    ...refused.map(({ invoice, reason }) => {
      return { about: `invoice ${invoice.invoice}`, text: `refused: ${reason}`, mayBeLate: false };
    }),
    ...sharedOrders(orders),
    ...orders.flatMap(checkOrder),
    ...stock.flatMap((facts) =>
      areAllTerminal ? checkStock(facts, shipped.get(facts.productId) ?? 0) : checkBalance(facts),
    ),
  ];
}

/** Two invoices that ended in one order would look right each for itself. */
function sharedOrders(orders: readonly OrderFacts[]): Mismatch[] {
  const invoiceOf = new Map<string, string>();
  return orders.flatMap(({ placed }) => {
    const other = invoiceOf.get(placed.orderId);
    invoiceOf.set(placed.orderId, placed.invoice.invoice);
    if (other === undefined) return [];
    const text = `stands for invoice ${placed.invoice.invoice} and invoice ${other}`;
    return [{ about: placed.orderId, text, mayBeLate: false }];
  });
}

function piecesShipped(orders: readonly OrderFacts[]): Map<string, number> {
  const pieces = new Map<string, number>();
  for (const { placed, order } of orders) {
    if (order?.status !== 'shipped') continue;
    for (const { productId, quantity } of placed.invoice.items) {
      pieces.set(productId, (pieces.get(productId) ?? 0) + quantity);
    }
  }
  return pieces;
}
