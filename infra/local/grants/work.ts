import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { busName, documentsBucket, uploadsPrefix } from '@waybill/contracts/names';
import { subscriptions } from '@waybill/contracts/subscriptions';
import { fromItem, type CommitItem } from '@waybill/runtime/commit-item';
import { createOutlets } from '@waybill/runtime/outlet';
import type { Platform } from '@waybill/runtime/platform';
import { bodyOf, outgoingOf } from '@waybill/runtime/publishing/outgoing';
import { createQueueDepths } from '@waybill/runtime/queue/queue-depth';
import { topology } from '../../topology.ts';
import { signIn, type Caller } from '../scenario/caller.ts';
import { eventually } from '../scenario/eventually.ts';
import { connectLive } from '../scenario/live-client.ts';
import { ask, cancel, place } from '../scenario/shop.ts';
import { ublInvoice } from '../scenario/ubl-invoice.ts';
import { seed } from '../seed/seed.ts';

/** A system that is to do everything that it ever does. */
export interface Place {
  readonly url: string;
  readonly awsEndpoint: string;
  readonly platform: Platform;
  /** The next call of every service's consumer but those of SQS fails once. */
  readonly failOnce: () => void;
}

/** Does what customers, staff, suppliers, AWS and accidents do. */
export async function doEverything(at: Place): Promise<void> {
  const { url, awsEndpoint } = at;
  const staff = await signIn(url, 'anna', ['staff']);
  const customer = await signIn(url, 'cust-1');
  await seed({ url, awsEndpoint });
  await watchLive(url, customer);
  await sell(customer, at);
  await readEverything(url, staff, customer);
  await receiveGoods(at, staff);
  await sayAgain(at);
  await hurt(at);
  await putAside(at);
}

const lamp = 'desk-lamp';

/** Orders of every outcome: shipped, declined, refused by the carrier, cancelled, without stock, and a draft. */
async function sell(customer: Caller, at: Place): Promise<void> {
  const { failOnce } = at;
  const items = [{ productId: lamp, quantity: 1 }];
  const shipped = await place(customer, { items, idempotencyKey: 'once' });
  await ask(customer, { items, idempotencyKey: 'once' });
  await place(customer, { items, email: 'bounce@simulator.amazonses.com' });
  const declined = await place(customer, { items, paymentMethod: 'tok_declined' });
  const refused = await place(customer, { items, postalCode: '00000' });
  const tooMany = await place(customer, { items: [{ productId: lamp, quantity: 500 }] });
  const cancelled = await place(customer, { items });
  await cancel(customer, cancelled);
  const draft = await customer.call('POST', '/orders/drafts', { body: { currency: 'GBP' } });
  const path = `/orders/${String(draft.body.orderId)}`;
  await customer.call('POST', `${path}/items`, { body: { ...items[0], lineId: 'line-1' } });
  await customer.call('DELETE', `${path}/items/${lamp}`);
  await ends(customer, [shipped, declined, refused, tooMany, cancelled]);
  await seed(at);
  const last = [await place(customer, { items }), await place(customer, { items })];
  failOnce();
  await ends(customer, last);
}

async function ends(customer: Caller, orderIds: readonly string[]): Promise<void> {
  for (const orderId of orderIds) {
    await eventually(async () => {
      const { body } = await customer.call('GET', `/orders/${orderId}`);
      expect(['shipped', 'cancelled']).toContain(body.status);
    });
  }
}

async function watchLive(url: string, customer: Caller): Promise<void> {
  const { body } = await customer.call('POST', '/ws/tickets');
  const watcher = await connectLive(url, String(body.ticket));
  watcher.say({ type: 'subscribe', topic: 'orders' });
  await watcher.hears('snapshot', 'orders');
}

/** Asks every address that reads. */
async function readEverything(url: string, staff: Caller, customer: Caller): Promise<void> {
  const { body } = await customer.call('GET', '/orders');
  const orderId = (body.orders as { orderId: string }[])[0]?.orderId ?? '';
  const paths = [
    ...['/products', `/products/${lamp}`, `/stock/${lamp}`, '/invoices', '/invoices/doc-none'],
    ...['/analytics/summary?from=2020-01-01&to=2030-01-01', '/analytics/top-products'],
    ...['/operations/queues', '/operations/flow', '/operations/sagas'],
    ...[`/operations/orders/${orderId}/history`, `/orders/${orderId}/history`],
    ...[`/orders/${orderId}/events`, '/orders?customerId=cust-1'],
  ];
  for (const path of paths) {
    await eventually(async () => expect((await staff.call('GET', path)).status).not.toBe(500));
  }
  const products = await customer.call('GET', `/products/${lamp}`);
  const pictures = JSON.stringify(products.body).match(/thumbnails\/[^"]+/g) ?? [];
  expect(pictures.length).toBeGreaterThan(0);
  for (const key of pictures) expect((await fetch(`${url}/pictures/${key}`)).status).toBe(200);
  expect((await fetch(`${url}/pictures/thumbnails/none`)).status).toBe(404);
}

/** A supplier's invoice raises the stock, and what is no invoice is rejected. */
async function receiveGoods({ platform: { aws, name } }: Place, staff: Caller): Promise<void> {
  const put = (key: string, Body: string) =>
    aws.s3.send(
      new PutObjectCommand({
        Bucket: name(documentsBucket),
        Key: `${uploadsPrefix}invoices/${key}`,
        Body,
      }),
    );
  await put('good.xml', ublInvoice({ lines: [{ product: lamp }] }));
  await put('bad.xml', '<Invoice');
  await eventually(async () => {
    const { body } = await staff.call('GET', '/invoices');
    expect((body.invoices as unknown[]).length).toBeGreaterThan(1);
  });
}

/** Every message comes once more, as after a republication. */
async function sayAgain({ platform }: Place): Promise<void> {
  const outlets = createOutlets(platform, busName);
  for (const table of topology.tables.filter(({ name }) => name.endsWith('-commits'))) {
    const { Items = [] } = await platform.aws.dynamo.send(
      new ScanCommand({ TableName: platform.name(table.name) }),
    );
    for (const message of Items.map((item) => fromItem(item as CommitItem)).flatMap(outgoingOf)) {
      const { owner } = message;
      if (owner === undefined) await outlets.publish([message]);
      else await outlets.send(owner, [bodyOf(message)]);
    }
  }
}

/** Waits until every service has put aside what it cannot handle. */
async function putAside({ platform }: Place): Promise<void> {
  const depthOf = createQueueDepths(platform);
  const queues = [
    ...topology.inboxes.map(({ deadLetters }) => deadLetters),
    ...topology.streamDeadLetters,
  ];
  for (const queue of queues) {
    await eventually(async () =>
      expect([queue, (await depthOf(queue)).visible]).not.toEqual([queue, 0]),
    );
  }
}

/** What nobody can handle: to every inbox, every stream, and beside a message whose handler fails once. */
async function hurt({ platform: { aws, name } }: Place): Promise<void> {
  for (const service of Object.keys(subscriptions)) {
    const { QueueUrl } = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: name(service) }));
    await aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'not a message' }));
  }
  for (const { name: stream } of topology.streams) {
    const record = { PartitionKey: 'x', Data: Buffer.from('broken') };
    await aws.kinesis.send(new PutRecordsCommand({ StreamName: name(stream), Records: [record] }));
  }
}
