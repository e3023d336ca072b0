import type { Contact } from './basket.ts';

const addressFields = ['name', 'line1', 'line2', 'city', 'postalCode', 'country'];

/** What the form holds, as the service takes it: without what was left empty. */
export function contactOf(data: FormData): Contact {
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const given = addressFields.map((name) => [name, text(name)] as const);
  return {
    email: text('email'),
    shippingAddress: Object.fromEntries(given.filter(([, value]) => value !== '')),
    paymentMethod: text('paymentMethod'),
  };
}
