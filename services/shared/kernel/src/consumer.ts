import type { AnyContract, DataOf } from '@waybill/contracts/contract';
import type { Metadata } from '@waybill/contracts/envelope';
import type { Subscriber } from '@waybill/contracts/subscriptions';

/** What a handler may know beside the data. */
export interface Delivery {
  readonly metadata: Metadata;
  /** Fires when the message is no longer this handler's: time is up, or the process stops. */
  readonly signal: AbortSignal;
}

/** A contract, and what is done when its message comes. */
export interface Reaction {
  readonly contract: AnyContract;
  handle(data: unknown, delivery: Delivery): Promise<unknown>;
}

/** What a service does with the messages of its queue. */
export interface Consumer {
  readonly service: Subscriber;
  readonly reactions: ReadonlyMap<string, Reaction>;
}

/** Does `handle` when the contract's message comes. To resolve is to acknowledge. */
export function on<C extends AnyContract>(
  contract: C,
  handle: (data: DataOf<C>, delivery: Delivery) => Promise<unknown>,
): Reaction {
  return { contract, handle: (data, delivery) => handle(data as DataOf<C>, delivery) };
}

/** The consumer of a service's queue. */
export function consumer(service: Subscriber, ...reactions: Reaction[]): Consumer {
  const byType = new Map(reactions.map((reaction) => [reaction.contract.type, reaction]));
  if (byType.size < reactions.length) throw new Error(`${service}: a contract is handled twice`);
  return { service, reactions: byType };
}
