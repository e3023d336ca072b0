import { Type } from '@sinclair/typebox';
import { privateEvent, type EntryOf } from '@waybill/contracts/contract';
import { MailKind, NotificationSent } from '@waybill/contracts/notification-events';
import { Instant, OrderId } from '@waybill/contracts/values';
import type { Decider } from '@waybill/kernel/decider';

/** The mail is about to be handed over. Until the claim ends, nobody else sends it. */
export const MailClaimed = privateEvent('MailClaimed', 1, {
  orderId: OrderId,
  kind: MailKind,
  until: Instant,
});
/** The mail was not handed over, and may be claimed again. */
export const MailReleased = privateEvent('MailReleased', 1, { orderId: OrderId, kind: MailKind });
/** The mail is not sent. */
export const MailDropped = privateEvent('MailDropped', 1, {
  reason: Type.String({ minLength: 1, maxLength: 200 }),
});

/** Everything that a mail may commit. */
export const mailContracts = [MailClaimed, MailReleased, MailDropped, NotificationSent] as const;
export type MailEvent = EntryOf<(typeof mailContracts)[number]>;

export interface Mail {
  readonly status: 'new' | 'claimed' | 'sent' | 'dropped';
  /** When a claim ends, RFC 3339. */
  readonly until?: string;
}

export type MailCommand =
  | {
      readonly type: 'claim';
      readonly orderId: string;
      readonly kind: MailKind;
      /** Now and the end of the claim, RFC 3339. */
      readonly now: string;
      readonly until: string;
    }
  | { readonly type: 'release'; readonly orderId: string; readonly kind: MailKind }
  | { readonly type: 'sent'; readonly orderId: string; readonly kind: MailKind }
  | { readonly type: 'drop'; readonly reason: string };

/** One mail of a kind for an order. */
export const mail: Decider<Mail, MailCommand, MailEvent> = {
  initial: { status: 'new' },

  decide(command, { status, until = '' }) {
    switch (command.type) {
      case 'claim': {
        const isFree = status === 'new' || (status === 'claimed' && until <= command.now);
        return isFree ? [MailClaimed(command)] : [];
      }
      case 'release':
        return status === 'claimed' ? [MailReleased(command)] : [];
      case 'sent':
        return status === 'claimed' ? [NotificationSent(command)] : [];
      case 'drop':
        return status === 'claimed' ? [MailDropped(command)] : [];
    }
  },

  evolve(_, event) {
    switch (event.type) {
      case 'MailClaimed':
        return { status: 'claimed', until: event.data.until };
      case 'MailReleased':
        return { status: 'new' };
      case 'NotificationSent':
        return { status: 'sent' };
      case 'MailDropped':
        return { status: 'dropped' };
    }
  },
};
