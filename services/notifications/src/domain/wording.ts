import type { OrderItem } from '@waybill/contracts/values';
import { cancelSentence } from './cancel-reason.ts';
import type { MoneyFormat } from './money.ts';
import type { Occasion } from './occasion.ts';
import { plainText } from './plain-text.ts';

/** What a mail says, each a line of plain text; how it looks is the templates'. */
export interface Wording {
  readonly subject: string;
  readonly orderId: string;
  readonly shopName: string;
  /** Of a mail that lists them. */
  readonly lines: readonly Line[];
  /** So many lines are not listed; absent if all are. */
  readonly linesLeftOut?: string;
  readonly total?: string;
  readonly trackingNumber?: string;
  readonly reason?: string;
}

export interface Line {
  readonly product: string;
  readonly quantity: string;
  /** Of one piece, where there are several. */
  readonly unitPrice?: string;
  readonly price: string;
}

/** How a shop writes. */
export interface Style {
  readonly shopName: string;
  /** BCP 47. */
  readonly locale: string;
  readonly money: MoneyFormat;
}

/** Mail programs cut a page of 100 KB off. */
const listedLines = 50;

/** What the mail about an occasion says. */
export function wordingOf(occasion: Occasion, style: Style): Wording {
  const orderId = plainText(occasion.orderId);
  const shopName = plainText(style.shopName);
  const common = { orderId, shopName, lines: [] };
  switch (occasion.kind) {
    case 'received': {
      const { items, currency, total } = occasion;
      return {
        ...common,
        subject: `We have received your order ${orderId}`,
        lines: items.slice(0, listedLines).map((item) => lineOf(item, currency, style)),
        ...(items.length > listedLines && {
          linesLeftOut: numberOf(items.length - listedLines, style),
        }),
        total: style.money(total, currency),
      };
    }
    case 'shipped': {
      const trackingNumber = plainText(occasion.trackingNumber);
      return { ...common, subject: `Your order ${orderId} is on its way`, trackingNumber };
    }
    case 'cancelled': {
      const reason = cancelSentence(occasion.reason);
      return { ...common, subject: `Your order ${orderId} is cancelled`, reason };
    }
  }
}

function lineOf(
  { productId, quantity, unitPrice }: OrderItem,
  currency: string,
  style: Style,
): Line {
  return {
    product: plainText(productId),
    quantity: numberOf(quantity, style),
    ...(quantity > 1 && { unitPrice: style.money(unitPrice, currency) }),
    price: style.money(quantity * unitPrice, currency),
  };
}

function numberOf(number: number, { locale }: Style): string {
  return new Intl.NumberFormat(locale).format(number);
}
