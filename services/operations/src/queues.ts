import { subscriptions } from '@waybill/contracts/subscriptions';
import {
  deadLetterName,
  streamDeadLetterName,
  streamFollowers,
  undeliveredName,
} from '@waybill/contracts/names';

/** A queue of the system. Logical names. */
export interface SystemQueue {
  readonly queue: string;
  readonly service: string;
  readonly kind: 'inbox' | 'dead-letters' | 'undelivered' | 'stream-dead-letters';
}

/** Every queue that there is. */
export const systemQueues: readonly SystemQueue[] = [
  ...Object.keys(subscriptions).flatMap((service): SystemQueue[] => [
    { queue: service, service, kind: 'inbox' },
    { queue: deadLetterName(service), service, kind: 'dead-letters' },
    { queue: undeliveredName(service), service, kind: 'undelivered' },
  ]),
  ...streamFollowers.map((service): SystemQueue => ({
    ...{ queue: streamDeadLetterName(service), service, kind: 'stream-dead-letters' },
  })),
];
