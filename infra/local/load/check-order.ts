import type { Order } from './answers.ts';
import type { OrderFacts } from './facts.ts';
import { unlessCount, type Mismatch } from './mismatch.ts';
import { formatMoney } from './money.ts';

/** What is wrong with one order, its charge, its shipment and its mails. */
export function checkOrder(facts: OrderFacts): Mismatch[] {
  const { placed, order } = facts;
  const wrong = wrongAbout(placed.orderId);
  if (order === undefined) return [wrong('cannot be read', true)];
  const checks = [...checkRecord(facts, order)];
  if (order.status === 'shipped') checks.push(...checkShipped(facts, order));
  else if (order.status === 'cancelled') checks.push(...checkCancelled(facts));
  else checks.push(wrong(`is still ${order.status}`, true));
  return checks.filter((mismatch) => mismatch !== undefined);
}

function checkRecord({ placed }: OrderFacts, order: Order): (Mismatch | undefined)[] {
  const wrong = wrongAbout(placed.orderId);
  const { customerId, total, currency } = order;
  const invoiced = formatMoney(placed.invoice.total, 'GBP');
  const recorded = formatMoney(total, currency);
  return [
    unless(recorded === invoiced, wrong(`totals ${recorded} instead of ${invoiced}`)),
    unless(
      customerId === placed.customerId,
      wrong(`is of ${customerId} instead of ${placed.customerId}`),
    ),
  ];
}

function checkShipped(facts: OrderFacts, order: Order): (Mismatch | undefined)[] {
  const { placed, charges, shipments } = facts;
  const { orderId } = placed;
  const wrong = wrongAbout(orderId);
  const invoiced = formatMoney(placed.invoice.total, 'GBP');
  const strayCharge = charges.find(
    ({ amount, currency }) => formatMoney(amount, currency) !== invoiced,
  );
  const strayShipment = shipments.find(
    ({ trackingNumber }) => trackingNumber !== order.trackingNumber,
  );
  return [
    unlessCount(orderId, 'charge', charges.length, 1),
    ...charges
      .filter(({ status }) => status !== 'captured')
      .map(({ status }) => wrong(`is shipped, but its charge is ${status}`)),
    strayCharge &&
      wrong(
        `is charged ${formatMoney(strayCharge.amount, strayCharge.currency)} instead of ${invoiced}`,
      ),
    unlessCount(orderId, 'shipment', shipments.length, 1),
    unless(
      !shipments.some(({ status }) => status === 'cancelled'),
      wrong('is shipped, but its shipment is cancelled'),
    ),
    strayShipment &&
      wrong(
        `is tracked as ${order.trackingNumber ?? 'nothing'}, ` +
          `but its shipment as ${strayShipment.trackingNumber ?? 'nothing'}`,
      ),
    ...checkMails(facts, { received: 1, shipped: 1, cancelled: 0 }),
  ];
}

function checkCancelled(facts: OrderFacts): (Mismatch | undefined)[] {
  const { placed, charges, shipments } = facts;
  const wrong = wrongAbout(placed.orderId);
  return [
    unless(charges.length <= 1, wrong(`has ${charges.length} charges`)),
    unless(
      !charges.some(({ status }) => status === 'captured'),
      wrong('is cancelled, but its charge is not refunded', true),
    ),
    unless(
      shipments.every(({ status }) => status === 'cancelled'),
      wrong('is cancelled, but its shipment is not', true),
    ),
    ...checkMails(facts, { received: 1, shipped: 0, cancelled: 1 }),
  ];
}

function checkMails(
  { placed, mails }: OrderFacts,
  wanted: Readonly<Record<'received' | 'shipped' | 'cancelled', number>>,
): (Mismatch | undefined)[] {
  const { orderId, email } = placed;
  const counts = Object.entries(wanted).map(([kind, count]) => {
    const what = kind === 'received' ? 'confirmation mail' : `mail that it is ${kind}`;
    return unlessCount(orderId, what, mails.filter((mail) => mail.kind === kind).length, count);
  });
  const strays = mails.filter(({ to }) => [to].flat().join() !== email);
  const wrong = wrongAbout(orderId);
  return [...counts, ...strays.map(({ kind }) => wrong(`sent its ${kind} mail to someone else`))];
}

function wrongAbout(about: string) {
  return (text: string, mayBeLate = false): Mismatch => ({ about, text, mayBeLate });
}

function unless(holds: boolean, mismatch: Mismatch): Mismatch | undefined {
  return holds ? undefined : mismatch;
}
