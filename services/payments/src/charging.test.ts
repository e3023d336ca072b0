import { ProcessPayment, RefundPayment } from '@waybill/contracts/commands';
import type { Entry } from '@waybill/contracts/contract';
import type { OrderContact } from '@waybill/contracts/order-contact';
import {
  PaymentFailed,
  PaymentProcessed,
  PaymentRefunded,
} from '@waybill/contracts/payment-events';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import { Router, type Request } from 'express';
import { useComponent } from '../../../infra/local/component/component.ts';
import { contact } from '../../../infra/local/component/order-request.ts';
import { soon } from '../../../infra/local/component/soon.ts';
import { SandboxPayments } from '../../../infra/local/sandbox/payments.ts';
import { PaymentIntended, RefundRequested } from './domain/payment-facts.ts';

const provider = new SandboxPayments();
/** What the provider was asked, as `PUT payment-ord-1`. */
const asked: string[] = [];
/** Payments whose next charge is made, and its answer lost. */
const loses = new Set<string>();

const nameOf = ({ method, path }: Pick<Request, 'method' | 'path'>): string =>
  `${method} ${path.slice('/payments/'.length)}`;

const sandbox = Router();
sandbox.use((request, response, next) => {
  asked.push(nameOf(request));
  if (loses.delete(nameOf(request))) response.json = () => response.destroy();
  next();
});
sandbox.use(provider.routes());

const payments = useComponent('payments', {
  sandbox,
  environment: { PAYMENT_TIMEOUT_MS: '700' },
});

let made = 0;
/** An order whose customer pays by this means. */
async function orderPaidBy(paymentMethod: string): Promise<string> {
  const orderId = `ord-${(made += 1)}`;
  const item: OrderContact = { ...contact, orderId, customerId: 'cust-1', paymentMethod };
  await payments.table<OrderContact>('order-contacts').put(item);
  return orderId;
}

const charge = (orderId: string) =>
  ProcessPayment({ orderId, customerId: 'cust-1', total: 610, currency: 'GBP' });
const refund = (orderId: string) => RefundPayment({ orderId });
const idsOf = (orderId: string) => ({ orderId, paymentId: `payment-${orderId}` });
const processed = (orderId: string) =>
  PaymentProcessed({ ...idsOf(orderId), total: 610, currency: 'GBP' });
const refunded = (orderId: string, sum: number) =>
  PaymentRefunded({ ...idsOf(orderId), refunded: sum });

/** What others hear of it. */
async function told(orderId: string) {
  const entries = await payments.said('payment-commits', `payment-${orderId}`);
  return entries.filter(({ kind }) => kind === 'event');
}
const ledger = (orderId: string) =>
  provider.charges(orderId).map(({ amount, status }) => [amount, status]);
const askedOf = (orderId: string) => asked.filter((line) => line.endsWith(`payment-${orderId}`));

describe('a charge', () => {
  it('is captured once, and told', async () => {
    const orderId = await orderPaidBy('tok_visa');
    await payments.hasHeard(charge(orderId));
    expect(await told(orderId)).toEqual([processed(orderId)]);
    expect(provider.charges(orderId)).toEqual([
      { ...idsOf(orderId), amount: 610, currency: 'GBP', status: 'captured' },
    ]);
  });

  it('is one charge however often it is asked for', async () => {
    const orderId = await orderPaidBy('tok_visa');
    const command = charge(orderId);
    await payments.hasHeard(command, command, command, command, command);
    await payments.hasHeard(command);
    expect(await told(orderId)).toEqual([processed(orderId)]);
    expect(ledger(orderId)).toEqual([[610, 'captured']]);
  });

  it('that is declined is told with the reason', async () => {
    const orderId = await orderPaidBy('tok_declined');
    await payments.hasHeard(charge(orderId), charge(orderId));
    expect(await told(orderId)).toEqual([
      PaymentFailed({ ...idsOf(orderId), reason: 'card-declined' }),
    ]);
    expect(ledger(orderId)).toEqual([]);
  });

  it('is tried again while the provider fails', async () => {
    const orderId = await orderPaidBy('tok_flaky');
    await payments.hasHeard(charge(orderId));
    expect(await told(orderId)).toEqual([processed(orderId)]);
    expect(ledger(orderId)).toEqual([[610, 'captured']]);
  });

  it('of an order without means of payment is declined, and nobody is asked', async () => {
    await payments.hasHeard(charge('ord-none'));
    expect(await told('ord-none')).toEqual([
      PaymentFailed({ ...idsOf('ord-none'), reason: 'no-payment-method' }),
    ]);
    expect(askedOf('ord-none')).toEqual([]);
  });

  it('is intended before the provider is asked', async () => {
    const orderId = await orderPaidBy('tok_visa');
    const order: string[] = [];
    payments.intercept(async ({ operation }, next) => {
      const answer = await next();
      if (operation === 'PutItem') order.push(`commit after ${askedOf(orderId).length} questions`);
      return answer;
    });
    await payments.hasHeard(charge(orderId));
    expect(order).toEqual(['commit after 0 questions', 'commit after 1 questions']);
  });

  it('whose answer is lost is looked up, and not made again', async () => {
    const orderId = await orderPaidBy('tok_visa');
    loses.add(`PUT payment-${orderId}`);
    await payments.hasHeard(charge(orderId));
    expect(await told(orderId)).toEqual([processed(orderId)]);
    expect(askedOf(orderId)).toEqual([`PUT payment-${orderId}`, `GET payment-${orderId}`]);
    expect(ledger(orderId)).toEqual([[610, 'captured']]);
  });

  it('whose outcome could not be stored is looked up, and told once', async () => {
    const orderId = await orderPaidBy('tok_visa');
    let isCrashed = false;
    payments.intercept(({ operation, input }, next) => {
      const isOutcome = JSON.stringify(input).includes('PaymentProcessed');
      if (isCrashed || operation !== 'PutItem' || !isOutcome) return next();
      isCrashed = true;
      throw new Error('the process died');
    });
    await payments.hasHeard(charge(orderId));
    expect(isCrashed).toBe(true);
    expect(await told(orderId)).toEqual([processed(orderId)]);
    expect(askedOf(orderId)).toEqual([`PUT payment-${orderId}`, `GET payment-${orderId}`]);
    expect(ledger(orderId)).toEqual([[610, 'captured']]);
  });

  it('is not made in a replay', async () => {
    const orderId = await orderPaidBy('tok_visa');
    await payments.hears(charge(orderId), { replay: 'replay-1' });
    await payments.settled();
    expect([await told(orderId), askedOf(orderId)]).toEqual([[], []]);
  });
});

describe('a refund', () => {
  it('gives back what was charged, once', async () => {
    const orderId = await orderPaidBy('tok_visa');
    await payments.hasHeard(charge(orderId));
    await payments.hasHeard(refund(orderId), refund(orderId), refund(orderId));
    expect(await told(orderId)).toEqual([processed(orderId), refunded(orderId, 610)]);
    expect(ledger(orderId)).toEqual([[610, 'refunded']]);
  });

  it('before the charge is told as nothing, and refuses the charge', async () => {
    const orderId = await orderPaidBy('tok_visa');
    await payments.hasHeard(refund(orderId));
    await payments.hasHeard(charge(orderId));
    expect(await told(orderId)).toEqual([refunded(orderId, 0)]);
    expect(askedOf(orderId)).toEqual([]);
  });

  it('of a declined charge is told as nothing', async () => {
    const orderId = await orderPaidBy('tok_declined');
    await payments.hasHeard(charge(orderId));
    await payments.hasHeard(refund(orderId));
    expect((await told(orderId)).at(-1)).toEqual(refunded(orderId, 0));
  });

  it('ends a charge that the provider never answers, and nothing was charged', async () => {
    const orderId = await orderPaidBy('tok_unreachable');
    await payments.hears(charge(orderId));
    await soon(() => expect(askedOf(orderId).length).toBeGreaterThan(2));
    expect(await told(orderId)).toEqual([]);
    await payments.hasHeard(refund(orderId));
    expect(await told(orderId)).toEqual([refunded(orderId, 0)]);
    await payments.hasHeard(charge(orderId));
    expect(await told(orderId)).toEqual([refunded(orderId, 0)]);
    expect(ledger(orderId)).toEqual([]);
  });

  it('at the same time as the charge leaves nothing charged', async () => {
    const orderIds = await Promise.all(Array.from({ length: 10 }, () => orderPaidBy('tok_visa')));
    await payments.hasHeard(...orderIds.flatMap((id) => [charge(id), refund(id)]));
    const held = orderIds.flatMap((id) => ledger(id)).filter(([, status]) => status === 'captured');
    expect(held).toEqual([]);
    const ends = await Promise.all(orderIds.map(async (id) => (await told(id)).at(-1)?.type));
    expect(ends).toEqual(Array(10).fill('PaymentRefunded'));
  });

  it('that comes while the provider is asked wins over the charge', async () => {
    const orderId = await orderPaidBy('tok_visa');
    let isOvertaken = false;
    payments.intercept(async ({ operation, input }, next) => {
      const isOutcome = JSON.stringify(input).includes('PaymentProcessed');
      if (!isOvertaken && operation === 'PutItem' && isOutcome) {
        isOvertaken = true;
        await payments.hears(refund(orderId));
        await soon(async () => expect(await told(orderId)).toHaveLength(1));
      }
      return next();
    });
    await payments.hasHeard(charge(orderId));
    expect(await told(orderId)).toEqual([refunded(orderId, 610)]);
    expect(ledger(orderId)).toEqual([[610, 'refunded']]);
  });
});

/** What a process that died right after its commit leaves behind. */
async function leaveBehind(orderId: string, version: number, entry: Entry): Promise<void> {
  await createDynamoEventStore(payments.platform, 'payment-commits').append({
    aggregateId: `payment-${orderId}`,
    version,
    commitId: `left-behind-${orderId}`,
    committedAt: '2026-01-01T00:00:00.000Z',
    correlationId: 'correlation-1',
    entries: [entry],
  });
}

describe('what somebody who died has left behind', () => {
  it('as an intent is looked up before it is charged', async () => {
    const orderId = await orderPaidBy('tok_visa');
    const intended = PaymentIntended({ orderId, total: 610, currency: 'GBP' });
    await leaveBehind(orderId, 1, intended);
    await payments.hasHeard(charge(orderId));
    expect(askedOf(orderId)).toEqual([`GET payment-${orderId}`, `PUT payment-${orderId}`]);
    expect(await told(orderId)).toEqual([processed(orderId)]);
  });

  it('as a wish for a refund is fulfilled by whoever learns that it was charged', async () => {
    const orderId = await orderPaidBy('tok_visa');
    let isLeft = false;
    payments.intercept(async ({ operation, input }, next) => {
      const isOutcome = JSON.stringify(input).includes('PaymentProcessed');
      if (!isLeft && operation === 'PutItem' && isOutcome) {
        isLeft = true;
        await leaveBehind(orderId, 2, RefundRequested({ orderId }));
      }
      return next();
    });
    await payments.hasHeard(charge(orderId));
    expect(await told(orderId)).toEqual([refunded(orderId, 610)]);
    expect(ledger(orderId)).toEqual([[610, 'refunded']]);
  });
});

describe('the calls of a charge', () => {
  it('are two commits, and one look at how the customer pays', async () => {
    const orderId = await orderPaidBy('tok_visa');
    const calls = await payments.callsDuring(() => payments.hasHeard(charge(orderId)));
    expect([calls.PutItem, calls.GetItem, calls.Query]).toEqual([2, 1, undefined]);
  });
});
