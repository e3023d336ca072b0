import type { AnyContract } from '@waybill/contracts/contract';
import {
  busName,
  changes,
  deadLetterName,
  orderAnalytics,
  orderChanges,
  streamDeadLetterName,
  streamFollowers,
  undeliveredName,
} from '@waybill/contracts/names';
import type { BucketDefinition, TableDefinition } from '@waybill/contracts/resources';
import { subscriptions, type Subscription } from '@waybill/contracts/subscriptions';
import { tables as analyticsTables } from '@waybill/analytics/resources';
import { tables as catalogTables } from '@waybill/catalog/resources';
import { buckets as documentBuckets, tables as documentTables } from '@waybill/documents/resources';
import { tables as fulfilmentTables } from '@waybill/fulfilment/resources';
import { tables as gatewayTables } from '@waybill/gateway/resources';
import { tables as inventoryTables } from '@waybill/inventory/resources';
import { tables as notificationTables } from '@waybill/notifications/resources';
import { tables as orderTables } from '@waybill/orders/resources';
import { tables as paymentTables } from '@waybill/payments/resources';
import { tables as relayTables } from '@waybill/relay/resources';
import { tables as shippingTables } from '@waybill/shipping/resources';

/** A service's inbox: the messages it asked for, and places for those that it or the bus cannot handle. Logical names. */
export interface Inbox {
  readonly queue: string;
  readonly deadLetters: string;
  readonly undelivered: string;
  /** What the bus's rule matches; absent where a service hears commands alone. */
  readonly pattern?: {
    readonly source: readonly string[];
    readonly 'detail-type': readonly string[];
  };
  /** What the rule on AWS's default bus matches, given the names of a stage; absent where a service hears nothing of AWS. */
  readonly noticePattern?: (name: (logicalName: string) => string) => {
    readonly source: readonly string[];
    readonly 'detail-type': readonly string[];
    readonly detail: object;
  };
}

/** Everything that the system needs in AWS, by logical names; `resourceName` makes the names of a stage. */
export interface Topology {
  readonly bus: string;
  readonly archiveDays: number;
  readonly streams: readonly {
    readonly name: string;
    readonly shards: number;
    readonly retentionHours: number;
  }[];
  readonly tables: readonly TableDefinition[];
  readonly inboxes: readonly Inbox[];
  readonly buckets: readonly BucketDefinition[];
  /** Queues for references to the changes that a service could not handle. */
  readonly streamDeadLetters: readonly string[];
}

/** Longer than any handler may take, and than a heartbeat is late. */
export const visibilityTimeoutSeconds = 60;
/** The runtime judges poison; this is for messages whose handler kills its process. */
export const maxReceiveCount = 100;
export const retentionSeconds = 4 * 24 * 60 * 60;
/** The most that SQS keeps, and longer than a source queue does: a moved message keeps its age. */
export const deadLetterRetentionSeconds = 14 * 24 * 60 * 60;

/** The system's needs, from what each service hears and owns. */
export const topology: Topology = {
  bus: busName,
  archiveDays: 30,
  streams: [orderChanges, changes, orderAnalytics].map((name) => ({
    name,
    shards: 1,
    retentionHours: 168,
  })),
  tables: [
    ...analyticsTables,
    ...catalogTables,
    ...documentTables,
    ...fulfilmentTables,
    ...gatewayTables,
    ...inventoryTables,
    ...notificationTables,
    ...orderTables,
    ...paymentTables,
    ...relayTables,
    ...shippingTables,
  ],
  inboxes: Object.entries(subscriptions).map(([service, subscription]) =>
    inboxOf(service, subscription),
  ),
  buckets: [...documentBuckets],
  streamDeadLetters: streamFollowers.map(streamDeadLetterName),
};

function inboxOf(service: string, { events, notices }: Subscription): Inbox {
  return {
    queue: service,
    deadLetters: deadLetterName(service),
    undelivered: undeliveredName(service),
    ...(events.length > 0 && { pattern: patternOf(events) }),
    ...(notices && {
      noticePattern: (name) => ({ ...patternOf(notices.contracts), detail: notices.filter(name) }),
    }),
  };
}

function patternOf(events: readonly AnyContract[]): NonNullable<Inbox['pattern']> {
  return {
    source: [...new Set(events.map(({ source = '' }) => source))].sort(),
    'detail-type': [...new Set(events.map(({ type }) => type))].sort(),
  };
}
