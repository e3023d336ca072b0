import { createHash } from 'node:crypto';
import type { OrderItem } from '@waybill/contracts/values';
import type { Invoice } from './day.ts';

/** The body of `POST /orders`, as staff send it for a customer. */
export interface OrderRequest {
  readonly customerId: string;
  readonly items: readonly OrderItem[];
  readonly currency: 'GBP';
  readonly email: string;
  readonly shippingAddress: {
    readonly name: string;
    readonly line1: string;
    readonly city: string;
    readonly postalCode: string;
    readonly country: string;
  };
  readonly paymentMethod: string;
}

/** An invoice as an order. `runId` makes a guest's id the run's own, since a guest orders only once. */
export function orderRequest(invoice: Invoice, runId: string): OrderRequest {
  const customerId =
    invoice.customer === undefined
      ? `guest-${runId}x${fingerprint(invoice.invoice)}`
      : `cust-${invoice.customer}`;
  return {
    customerId,
    // Each line states its price as agreed: the list price may differ, or still be on its way to orders.
    items: invoice.items,
    currency: 'GBP',
    email: `${customerId}@example.com`,
    shippingAddress: {
      name: invoice.customer === undefined ? 'Guest' : `Customer ${invoice.customer}`,
      line1: '1 High Street',
      city: 'London',
      postalCode: 'EC1A 1BB',
      country: invoice.country,
    },
    paymentMethod: 'tok_visa',
  };
}

/** A customer id takes fewer characters than an invoice number may have. */
function fingerprint(invoice: string): string {
  return createHash('sha256').update(invoice).digest('hex').slice(0, 16);
}
