import { Type, type Static } from '@sinclair/typebox';
import { event } from './contract.ts';
import { OrderId } from './values.ts';

export const MailKind = Type.Union([
  Type.Literal('received'),
  Type.Literal('shipped'),
  Type.Literal('cancelled'),
]);
export type MailKind = Static<typeof MailKind>;

/** A mail about the order was handed to the mail provider. */
export const NotificationSent = event('notification-service', 'NotificationSent', 1, {
  orderId: OrderId,
  kind: MailKind,
});
