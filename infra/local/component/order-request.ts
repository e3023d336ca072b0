import { ProductListed } from '@waybill/contracts/catalog-events';
import type { Entry } from '@waybill/contracts/contract';
import type { ContactDetails } from '@waybill/contracts/order-contact';

/** Two products that differ only in case, and one that is sold in another currency. */
export const listed: readonly Entry[] = [
  ProductListed({ productId: 'LAMP', name: 'Lamp', unitPrice: 255, currency: 'GBP' }),
  ProductListed({ productId: 'lamp', name: 'Small lamp', unitPrice: 100, currency: 'GBP' }),
  ProductListed({ productId: 'LAMPE', name: 'Lampe', unitPrice: 300, currency: 'EUR' }),
];

export const contact: ContactDetails = {
  email: 'ann@example.org',
  shippingAddress: {
    name: 'Ann Other',
    line1: '1 High Street',
    city: 'London',
    postalCode: 'N1 9GU',
    country: 'GB',
  },
  paymentMethod: 'tok_visa',
};

/** The body of `POST /orders`: two lamps and a small one, for 610 pence. */
export function orderRequest(change: Readonly<Record<string, unknown>> = {}) {
  const items = [
    { productId: 'LAMP', quantity: 2 },
    { productId: 'lamp', quantity: 1 },
  ];
  return { items, currency: 'GBP', ...contact, ...change };
}
