import type { MailKind } from '@waybill/contracts/notification-events';

/** What a mail is about. */
export interface Occasion {
  readonly kind: MailKind;
  readonly orderId: string;
  readonly total?: number;
  readonly currency?: string;
  readonly trackingNumber?: string;
  readonly reason?: string;
}

/** A mail's text. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
}

/** The mail to a customer about an occasion. */
export function letterOf(occasion: Occasion, shopName: string): Letter {
  const { orderId } = occasion;
  const greeting = `\n\nYours\n${shopName}\n`;
  switch (occasion.kind) {
    case 'received':
      return {
        subject: `We have received your order ${orderId}`,
        text: `Thank you for your order ${orderId} of ${moneyOf(occasion)}.${greeting}`,
      };
    case 'shipped':
      return {
        subject: `Your order ${orderId} is on its way`,
        text: `Your parcel has the tracking number ${occasion.trackingNumber ?? '–'}.${greeting}`,
      };
    case 'cancelled':
      return {
        subject: `Your order ${orderId} is cancelled`,
        text: `The reason: ${occasion.reason ?? '–'}. You are charged nothing.${greeting}`,
      };
  }
}

function moneyOf({ total = 0, currency = 'EUR' }: Occasion): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  const { maximumFractionDigits = 2 } = format.resolvedOptions();
  return format.format(total / 10 ** maximumFractionDigits);
}
