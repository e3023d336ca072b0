import { Type, type Static } from '@sinclair/typebox';
import { CustomerId, OrderId } from './values.ts';

const line = Type.String({ minLength: 1, maxLength: 100 });

export const ShippingAddress = Type.Object({
  name: line,
  line1: line,
  line2: Type.Optional(line),
  city: line,
  postalCode: Type.String({ minLength: 1, maxLength: 20 }),
  /** ISO 3166-1 alpha-2. */
  country: Type.String({ pattern: '^[A-Z]{2}$' }),
});
export type ShippingAddress = Static<typeof ShippingAddress>;

/** What a customer gives that is about a person: never in an event, in one item that can be erased. */
export const ContactDetails = Type.Object({
  email: Type.String({ format: 'email', maxLength: 254 }),
  shippingAddress: ShippingAddress,
  /** The payment provider's token, never a card's number. */
  paymentMethod: Type.String({ pattern: '^[A-Za-z0-9_-]+$', maxLength: 200 }),
});
export type ContactDetails = Static<typeof ContactDetails>;

/** The item of table `order-contacts`. */
export const OrderContact = Type.Composite([
  Type.Object({ orderId: OrderId, customerId: CustomerId }),
  ContactDetails,
]);
export type OrderContact = Static<typeof OrderContact>;

export const orderContactsTable = 'order-contacts';
