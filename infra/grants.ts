import {
  busName,
  changes,
  deadLetterName,
  documentsBucket,
  mailConfigurationSet,
  orderAnalytics,
  orderChanges,
  streamDeadLetterName,
  streamFollowers,
  undeliveredName,
  uploadsPrefix,
} from '@waybill/contracts/names';
import { orderContactsTable } from '@waybill/contracts/order-contact';
import { subscriptions, type Subscription } from '@waybill/contracts/subscriptions';

/** A resource of the topology, by its logical name. */
export interface Resource {
  readonly kind:
    'table' | 'queue' | 'stream' | 'event-bus' | 'bucket' | 'identity' | 'configuration-set';
  readonly name: string;
  /** Of a table: the index. Of a bucket: the folder, with its slash. */
  readonly part?: string;
}

/** What a service may do with some resources. Actions are IAM's, without a star. */
export interface Grant {
  readonly actions: readonly string[];
  readonly on: readonly Resource[];
}

const table = (...names: string[]): Resource[] => names.map((name) => ({ kind: 'table', name }));
const index = (name: string, part: string): Resource => ({ kind: 'table', name, part });
const queue = (...names: string[]): Resource[] => names.map((name) => ({ kind: 'queue', name }));
const stream = (...names: string[]): Resource[] => names.map((name) => ({ kind: 'stream', name }));
const folder = (part: string): Resource => ({ kind: 'bucket', name: documentsBucket, part });
const bucket: Resource = { kind: 'bucket', name: documentsBucket };

/** A grant of actions of one AWS service. */
const may = (service: string, actions: readonly string[], ...on: Resource[]): Grant => ({
  actions: actions.map((action) => `${service}:${action}`),
  on,
});
const dynamo = (actions: string, ...on: Resource[]): Grant =>
  may('dynamodb', actions.split(' '), ...on);

/** Its own inbox, and the place for what it cannot handle. */
const consumer = (service: string): Grant[] => [
  may(
    'sqs',
    [
      'GetQueueUrl',
      'GetQueueAttributes',
      'ReceiveMessage',
      'DeleteMessage',
      'ChangeMessageVisibility',
    ],
    ...queue(service),
  ),
  may('sqs', ['GetQueueUrl', 'SendMessage'], ...queue(deadLetterName(service))),
];

/** Streams, shared with the other pods by leases, and the place for references to what it cannot handle. */
const follower = (service: string, ...names: string[]): Grant[] => [
  may('kinesis', ['ListShards', 'GetShardIterator', 'GetRecords'], ...stream(...names)),
  dynamo('BatchGetItem PutItem', ...table('leases')),
  may('sqs', ['GetQueueUrl', 'SendMessage'], ...queue(streamDeadLetterName(service))),
];

/** Commits are appended and read, and never changed or removed. */
const commits = (name: string): Grant => dynamo('PutItem Query', ...table(name));

/** Without it, S3 answers 403 for an object that is not there, and nobody can tell that from a refusal. */
const toldOfMissing = may('s3', ['ListBucket'], bucket);

const all = Object.entries<Subscription>(subscriptions);
const commandOwners = all
  .filter(([service, { commands }]) => commands.length > 0 && service !== 'fulfilment')
  .map(([service]) => service);
/** Every queue of the system. */
export const everyQueue: readonly string[] = [
  ...all.flatMap(([service]) => [service, deadLetterName(service), undeliveredName(service)]),
  ...streamFollowers.map(streamDeadLetterName),
];

/** What each service may do in AWS: what its code does, and no more. `infra/local/grants.test.ts` holds it to that. */
export const grants: Readonly<Record<string, readonly Grant[]>> = {
  analytics: [
    ...consumer('analytics'),
    ...follower('analytics', orderAnalytics),
    may('kinesis', ['PutRecords'], ...stream(orderAnalytics)),
    dynamo('BatchGetItem PutItem UpdateItem', ...table('analytics')),
  ],
  catalog: [
    ...consumer('catalog'),
    commits('product-commits'),
    dynamo('GetItem PutItem', ...table('products')),
    dynamo('Query', index('products', 'by-shelf')),
  ],
  documents: [
    ...consumer('documents'),
    commits('document-commits'),
    dynamo('PutItem', ...table('invoices')),
    dynamo('Query', index('invoices', 'by-arrival')),
    may('s3', ['GetObject', 'GetObjectTagging', 'PutObjectTagging'], folder(uploadsPrefix)),
    may('s3', ['PutObject'], folder('thumbnails/')),
    toldOfMissing,
  ],
  fulfilment: [
    ...consumer('fulfilment'),
    commits('fulfilment-commits'),
    dynamo('PutItem DeleteItem Query', ...table('deadlines')),
  ],
  gateway: [
    ...consumer('gateway'),
    dynamo('PutItem GetItem', ...table('websocket-tickets')),
    dynamo('PutItem DeleteItem Query', ...table('websocket-connections')),
  ],
  inventory: [
    ...consumer('inventory'),
    ...follower('inventory', changes),
    commits('inventory-commits'),
    dynamo('GetItem UpdateItem', ...table('stock')),
  ],
  notifications: [
    ...consumer('notifications'),
    commits('mail-commits'),
    dynamo('GetItem', ...table(orderContactsTable)),
    dynamo('GetItem PutItem', ...table('suppressions')),
    may(
      'ses',
      ['SendEmail'],
      { kind: 'identity', name: 'sender' },
      { kind: 'configuration-set', name: mailConfigurationSet },
    ),
  ],
  operations: [
    may('sqs', ['GetQueueUrl', 'GetQueueAttributes'], ...queue(...everyQueue)),
    dynamo(
      'Query',
      ...table(
        ...['order-commits', 'fulfilment-commits', 'inventory-commits', 'payment-commits'],
        ...['shipment-commits', 'mail-commits', 'deadlines'],
      ),
    ),
  ],
  orders: [
    ...consumer('orders'),
    ...follower('orders', orderChanges),
    commits('order-commits'),
    dynamo('GetItem BatchGetItem PutItem', ...table('orders')),
    dynamo('Query', index('orders', 'by-customer')),
    dynamo('BatchGetItem PutItem', ...table('product-prices')),
    dynamo('GetItem PutItem', ...table(orderContactsTable)),
  ],
  payments: [
    ...consumer('payments'),
    commits('payment-commits'),
    dynamo('GetItem', ...table(orderContactsTable)),
  ],
  relay: [
    ...follower('relay', orderChanges, changes),
    may('events', ['PutEvents'], { kind: 'event-bus', name: busName }),
    may('sqs', ['GetQueueUrl', 'SendMessage'], ...queue(...commandOwners)),
  ],
  shipping: [
    ...consumer('shipping'),
    commits('shipment-commits'),
    dynamo('GetItem', ...table(orderContactsTable)),
  ],
  web: [may('s3', ['GetObject'], folder('thumbnails/')), toldOfMissing],
};
