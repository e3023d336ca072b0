import { count } from './describe-day.ts';
import type { Facts, OrderFacts, StockFacts } from './facts.ts';
import { excerpt } from './failure.ts';
import { groupBy } from './group-by.ts';
import type { Mismatch } from './mismatch.ts';
import { formatMoney } from './money.ts';
import { timingOf } from './timing.ts';

const mostListed = 50;

/** The reconciliation, for a person to read. */
export function report(facts: Facts, mismatches: readonly Mismatch[], retries: number): string[] {
  const { orders, stock } = facts;
  return [
    '',
    ...row('Orders', describeStatuses(facts)),
    ...row('Money', describeMoney(orders)),
    ...row('Stock', describeStock(stock)),
    ...row('Per order', describeLedgers(orders)),
    ...row('Timing', describeTiming(orders)),
    ...row('Waits', describeWaits(orders, retries)),
    '',
    ...verdict(facts, mismatches),
  ];
}

function row(title: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `${(index === 0 ? title : '').padEnd(11)}${line}`);
}

function describeStatuses({ orders, refused }: Facts): string[] {
  const byStatus = groupBy(orders, ({ order }) => order?.status ?? 'unreadable');
  const counts = [...byStatus].map(([status, some]) => `${some.length} ${status}`);
  if (refused.length > 0) counts.push(`${refused.length} refused`);
  const cancelled = orders.flatMap(({ placed, order }) =>
    order?.status === 'cancelled'
      ? [`  ${placed.orderId} is cancelled: ${order.cancelReason ?? 'no reason given'}`]
      : [],
  );
  return [counts.join(', '), ...excerpt(cancelled, mostListed)];
}

function describeMoney(orders: readonly OrderFacts[]): string[] {
  const captured = orders
    .flatMap(({ charges }) => charges)
    .filter(({ status }) => status === 'captured')
    .reduce((sum, { amount }) => sum + amount, 0);
  const shipped = orders
    .filter(({ order }) => order?.status === 'shipped')
    .reduce((sum, { placed }) => sum + placed.invoice.total, 0);
  const sign = captured === shipped ? '=' : '≠';
  return [
    `${formatMoney(captured, 'GBP')} charged ${sign} ${formatMoney(shipped, 'GBP')} of shipped orders`,
  ];
}

function describeStock(stock: readonly StockFacts[]): string[] {
  const sum = (pieces: (facts: StockFacts) => number) =>
    stock.reduce((total, facts) => total + pieces(facts), 0);
  const start = sum(({ before, received }) => {
    return before.available + before.reserved + before.sold + received;
  });
  const available = sum(({ after }) => after.available);
  const reserved = sum(({ after }) => after.reserved);
  const sold = sum(({ after }) => after.sold);
  const sign = start === available + reserved + sold ? '=' : '≠';
  const [atStart, ...now] = [start, available, reserved, sold].map((n) => n.toLocaleString('en'));
  return [
    `${atStart} at the start ${sign} ${now[0]} available + ${now[1]} reserved + ${now[2]} sold, ` +
      `over ${count(stock.length, 'product')}`,
  ];
}

function describeLedgers(orders: readonly OrderFacts[]): string[] {
  const sum = (entries: (facts: OrderFacts) => number) =>
    orders.reduce((total, facts) => total + entries(facts), 0);
  const confirmations = sum(({ mails }) => mails.filter(({ kind }) => kind === 'received').length);
  return [
    `${count(
      sum(({ charges }) => charges.length),
      'charge',
    )}, ${count(
      sum(({ shipments }) => shipments.length),
      'shipment',
    )}, ${count(confirmations, 'confirmation mail')} for ${count(orders.length, 'order')}`,
  ];
}

function describeTiming(orders: readonly OrderFacts[]): string[] {
  const timing = timingOf(orders);
  if (timing === undefined) return ['nothing was shipped'];
  const { seconds, ordersPerSecond, p50Seconds, p95Seconds } = timing;
  return [
    `${seconds.toFixed(1)} s from the first POST to the last shipped, ${ordersPerSecond.toFixed(1)} orders/s`,
    `placed to shipped: p50 ${p50Seconds.toFixed(2)} s, p95 ${p95Seconds.toFixed(2)} s`,
  ];
}

function describeWaits(orders: readonly OrderFacts[], retries: number): string[] {
  const held = orders.map(({ placed }) => placed.heldUpMs).filter((ms) => ms > 0);
  if (held.length === 0 && retries === 0) return [];
  const longest = (Math.max(0, ...held) / 1_000).toFixed(1);
  return [
    `${count(retries, 'call')} made again, ${count(held.length, 'order')} held up until orders knew ` +
      `the products (${longest} s at most)`,
  ];
}

function verdict({ orders }: Facts, mismatches: readonly Mismatch[]): string[] {
  if (mismatches.length === 0) return [`Reconciled: ${count(orders.length, 'order')}.`];
  const invoices = new Map(orders.map(({ placed }) => [placed.orderId, placed.invoice.invoice]));
  const listed = mismatches.map(({ about, text }) => {
    const invoice = invoices.get(about);
    return `  ${about}${invoice === undefined ? '' : ` (invoice ${invoice})`} ${text}`;
  });
  const heading = mismatches.length === 1 ? '1 mismatch:' : `${mismatches.length} mismatches:`;
  return [heading, ...excerpt(listed, mostListed)];
}
