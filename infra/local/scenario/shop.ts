import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Entry } from '@waybill/contracts/contract';
import { entriesOf } from '@waybill/kernel/commit';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import { createPlatform, type Platform } from '@waybill/runtime/platform';
import { topology } from '../../topology.ts';
import { startEmbeddedAws } from '../aws/embedded-aws.ts';
import { localStage } from '../environment.ts';
import { startSystem } from '../system.ts';
import { createCaller, signIn, type Answer, type Caller } from './caller.ts';
import { eventually } from './eventually.ts';
import { Turnstile } from './turnstile.ts';

/** The whole system over an empty AWS, as a customer, its staff and its books show it. */
export interface Shop {
  readonly url: string;
  readonly turnstile: Turnstile;
  readonly nobody: Caller;
  readonly staff: Caller;
  /** A platform to look into the system's tables with. */
  readonly platform: Platform;
  close(): Promise<void>;
}

/** What a customer wants, where it is not the usual: one of product `productId` paid with a good card. */
export interface Wish {
  readonly items: readonly { productId: string; quantity: number; unitPrice?: number }[];
  readonly paymentMethod?: string;
  readonly postalCode?: string;
  readonly email?: string;
  /** Told in `x-correlation-id`, by which the turnstile knows the order's messages. */
  readonly correlationId?: string;
  readonly idempotencyKey?: string;
}

/** Opens a shop with failures tried again soon. `environment` are settings of its services. */
export async function openShop(environment: Readonly<Record<string, string>> = {}): Promise<Shop> {
  const turnstile = new Turnstile();
  const aws = await startEmbeddedAws({ port: 0 });
  const system = await startSystem({
    awsEndpoint: aws.endpoint,
    port: 0,
    logLevel: process.env.SCENARIO_LOG_LEVEL ?? 'silent',
    environment: { QUEUE_RETRY_BASE_MS: '50', QUEUE_RETRY_CAP_MS: '400', ...environment },
    platform: turnstile.platform,
  });
  const platform = createPlatform('scenario', { stage: localStage, logLevel: 'silent' });
  return {
    url: system.url,
    turnstile,
    nobody: createCaller(system.url),
    staff: await signIn(system.url, 'staff-1', ['staff']),
    platform,
    async close() {
      platform.aws.close();
      await system.stop();
      await aws.stop();
    },
  };
}

/** Lists and stocks products at five pounds each, and waits until orders know them. */
export async function stockUp(
  { staff, platform }: Shop,
  pieces: Readonly<Record<string, number>>,
): Promise<void> {
  const all = Object.entries(pieces);
  const next = async (): Promise<void> => {
    for (let one = all.pop(); one; one = all.pop()) {
      const [productId, quantity] = one;
      const body = { name: `The ${productId}`, unitPrice: 500, currency: 'GBP' };
      expect(await staff.call('PUT', `/products/${productId}`, { body })).toMatchObject({
        status: 200,
      });
      if (quantity === 0) continue;
      const receipt = { quantity, reference: 'delivery-1' };
      const path = `/stock/${productId}/receipts`;
      expect(await staff.call('POST', path, { body: receipt })).toMatchObject({ status: 201 });
    }
  };
  await Promise.all(Array.from({ length: 16 }, next));
  const prices = createDynamoTable<{ productId: string }>(platform, 'product-prices');
  const keys = Object.keys(pieces).map((productId) => ({ productId }));
  await eventually(async () => expect(await prices.getMany(keys)).toHaveLength(keys.length));
}

/** Stocks so many products at once by writing the books themselves: by HTTP it would take the better part of a minute. */
export async function fillShelves(
  { platform: { aws, name } }: Shop,
  productIds: readonly string[],
  quantity: number,
): Promise<void> {
  const prices = productIds.map((productId) => ({
    table: name('product-prices'),
    Item: { productId, unitPrice: 500, currency: 'GBP', version: 1 },
  }));
  const stock = productIds.map((productId) => ({
    table: name('stock'),
    Item: { productId, available: quantity, received: quantity },
  }));
  const all = [...prices, ...stock];
  while (all.length > 0) {
    const RequestItems: Record<string, { PutRequest: { Item: object } }[]> = {};
    for (const { table, Item } of all.splice(-25)) {
      (RequestItems[table] ??= []).push({ PutRequest: { Item } });
    }
    const answer = await aws.dynamo.send(new BatchWriteCommand({ RequestItems }));
    expect(answer.UnprocessedItems ?? {}).toEqual({});
  }
}

/** A body for `POST /orders`. */
export function orderBody({ items, ...details }: Wish) {
  const { paymentMethod = 'tok_visa', postalCode = 'N1 9GU', email = 'ada@example.com' } = details;
  return {
    items,
    currency: 'GBP',
    email,
    paymentMethod,
    shippingAddress: {
      name: 'Ada',
      line1: '1 Byron Row',
      city: 'London',
      postalCode,
      country: 'GB',
    },
  };
}

/** Asks for an order, and takes any answer. */
export function ask(customer: Caller, wish: Wish): Promise<Answer> {
  const headers = {
    ...(wish.correlationId !== undefined && { 'x-correlation-id': wish.correlationId }),
    ...(wish.idempotencyKey !== undefined && { 'idempotency-key': wish.idempotencyKey }),
  };
  return customer.call('POST', '/orders', { body: orderBody(wish), headers });
}

/** Places an order. Resolves with its id. */
export async function place(customer: Caller, wish: Wish): Promise<string> {
  const { status, body } = await ask(customer, wish);
  expect({ status, body }).toMatchObject({ status: 201, body: { status: 'placed' } });
  return String(body.orderId);
}

/** The customer changes their mind. Takes any answer. */
export function cancel(customer: Caller, orderId: string): Promise<Answer> {
  return customer.call('POST', `/orders/${orderId}/cancel`, {
    body: { reason: 'changed-my-mind' },
  });
}

/** The messages that wait, are held or are given up, by queue; queues with none are left out. */
export async function messagesLeft({ platform }: Shop): Promise<Record<string, number>> {
  const { aws, name } = platform;
  const queues = [
    ...topology.inboxes.flatMap((inbox) => [inbox.queue, inbox.deadLetters, inbox.undelivered]),
    ...topology.streamDeadLetters,
  ];
  const counts = queues.map(async (queue): Promise<[string, number]> => {
    const { QueueUrl } = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: name(queue) }));
    const AttributeNames = [
      'ApproximateNumberOfMessages' as const,
      'ApproximateNumberOfMessagesNotVisible' as const,
    ];
    const answer = await aws.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
    return [queue, Object.values(answer.Attributes ?? {}).reduce((sum, n) => sum + Number(n), 0)];
  });
  return Object.fromEntries((await Promise.all(counts)).filter(([, count]) => count > 0));
}

/** Everything that the order's saga has committed, oldest first. */
export async function sagaFacts({ platform }: Shop, orderId: string): Promise<Entry[]> {
  const sagas = createDynamoEventStore(platform, 'fulfilment-commits');
  return entriesOf(await sagas.read(`saga-${orderId}`));
}

/** How the order's saga ended; `undefined` while it has not. */
export async function sagaOutcome(shop: Shop, orderId: string): Promise<string | undefined> {
  const ends = (await sagaFacts(shop, orderId)).filter(({ type }) => type === 'SagaEnded');
  expect(ends.length).toBeLessThan(2);
  return (ends[0]?.data as { outcome: string } | undefined)?.outcome;
}
