import type { OrderUpdate } from '@waybill/contracts/live-protocol';

/** An update, and whose order it is about. */
export interface Push {
  readonly customerId: string;
  readonly update: OrderUpdate;
}

/** Who watches. */
export interface Watcher {
  readonly subject: string;
  readonly isStaff: boolean;
}

/** Where an update goes: to those who watch its order, its customer's list, or all. Within a pod. */
export function channelsOf({ customerId, update }: Push): readonly [string, string, string] {
  return [orderChannel(update.orderId), listChannel(customerId), allChannel];
}

/** The channel that a topic means for who asks for it. */
export function channelOf(topic: string, { subject, isStaff }: Watcher): string {
  const orderId = orderOf(topic);
  if (orderId !== undefined) return orderChannel(orderId);
  return isStaff ? allChannel : listChannel(subject);
}

/** The topic by which a client knows what a channel carries. */
export function topicOf(channel: string): string {
  return channel.startsWith('order:') ? channel : 'orders';
}

/** The order that a topic is about; `undefined` for lists. */
export function orderOf(topic: string): string | undefined {
  return topic.startsWith('order:') ? topic.slice('order:'.length) : undefined;
}

/** The registry's partition of everybody who may watch something of this customer's: one query finds all that an update concerns. */
export function partitionOf(customerId: string): string {
  return `customer:${customerId}`;
}

/** The registry's partition of those who watch everything. */
export const staffPartition = 'staff';

const allChannel = 'all';
const orderChannel = (orderId: string): string => `order:${orderId}`;
const listChannel = (customerId: string): string => `orders:${customerId}`;
