import {
  deadLetterName,
  streamDeadLetterName,
  streamFollowers,
  undeliveredName,
} from '@waybill/contracts/names';
import { subscriptions } from '@waybill/contracts/subscriptions';

/** A queue of dead letters. Logical names. */
export interface QueueOfLetters {
  readonly queue: string;
  /** Whose letters they are, and where they go back to. */
  readonly service: string;
}

/** Two for each service: what it could not handle, and what the bus could not deliver to it. */
export const deadLetterQueues: readonly QueueOfLetters[] = Object.keys(subscriptions).flatMap(
  (service) =>
    [deadLetterName(service), undeliveredName(service)].map((queue) => ({ queue, service })),
);

/** A queue of references to changes that the follower of a stream has put aside. They go nowhere: what they name is elsewhere. */
export interface QueueOfReferences {
  readonly queue: string;
  readonly follower: (typeof streamFollowers)[number];
}

/** One for each service that follows a stream. */
export const referenceQueues: readonly QueueOfReferences[] = streamFollowers.map((follower) => ({
  queue: streamDeadLetterName(follower),
  follower,
}));
