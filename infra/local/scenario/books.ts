import { sagaOutcome, type Shop } from './shop.ts';

/** What an order has come to, in every book that tells of it. Everything is sorted. */
export interface Books {
  readonly status: string;
  readonly cancelReason?: string;
  readonly saga?: string;
  /** `<status> <amount in minor units>`. */
  readonly charges: readonly string[];
  readonly shipments: readonly string[];
  readonly mails: readonly string[];
}

/** The books of an order that was delivered and paid. */
export const shipped = (total: number): Books => ({
  status: 'shipped',
  saga: 'completed',
  charges: [`captured ${total}`],
  shipments: ['arranged'],
  mails: ['received', 'shipped'],
});

/** The books of an order that came to nothing: no money is kept and no parcel goes. */
export const cancelled = (
  cancelReason: string,
  undone: Partial<Pick<Books, 'charges' | 'shipments'>> = {},
): Books => ({
  status: 'cancelled',
  cancelReason,
  saga: 'cancelled',
  charges: [],
  shipments: [],
  mails: ['cancelled', 'received'],
  ...undone,
});

/** Reads every book. */
export async function booksOf(shop: Shop, orderId: string): Promise<Books> {
  const [order, charges, shipments, mails, saga] = await Promise.all([
    read(shop, `/orders/${orderId}`),
    read(shop, `/sandbox/charges?orderId=${orderId}`),
    read(shop, `/sandbox/shipments?orderId=${orderId}`),
    read(shop, `/sandbox/mail?orderId=${orderId}`),
    sagaOutcome(shop, orderId),
  ]);
  const { status, cancelReason } = order as { status: string; cancelReason?: string };
  const rows = (list: unknown) => list as Record<'status' | 'kind' | 'amount', string>[];
  return {
    status,
    ...(cancelReason !== undefined && { cancelReason }),
    ...(saga !== undefined && { saga }),
    charges: rows(charges.charges)
      .map((charge) => `${charge.status} ${charge.amount}`)
      .sort(),
    shipments: rows(shipments.shipments)
      .map((shipment) => shipment.status)
      .sort(),
    mails: rows(mails.mails)
      .map((mail) => mail.kind)
      .sort(),
  };
}

async function read({ staff }: Shop, path: string): Promise<Record<string, unknown>> {
  const { status, body } = await staff.call('GET', path);
  expect({ path, status }).toEqual({ path, status: 200 });
  return body;
}

/** The stock of a product as staff see it. */
export async function stockOf({ staff }: Shop, productId: string) {
  const { body } = await staff.call('GET', `/stock/${productId}`);
  return body;
}

/** What stock reads when nothing is set aside. */
export const stock = (productId: string, available: number, sold: number) => ({
  productId,
  available,
  reserved: 0,
  sold,
});
