import { plainText } from './plain-text.ts';

/** Why an order may end, in the customer's words. Codes of the providers, of stock, of the saga, and of the shop's own page. */
const sentences: ReadonlyMap<string, string> = new Map([
  ['card-declined', 'Your card was declined.'],
  ['payment-declined', 'Your payment was declined.'],
  ['declined', 'Your payment was declined.'],
  ['unknown-payment-method', 'Your payment method is not known to our payment provider.'],
  ['no-payment-method', 'There was no payment method to charge.'],
  ['voided', 'Your payment was withdrawn.'],
  ['insufficient-stock', 'We do not have enough of what you ordered.'],
  ['out-of-stock', 'What you ordered is out of stock.'],
  ['undeliverable-address', 'Our carrier cannot deliver to your address.'],
  ['no-address', 'There was no address to deliver to.'],
  ['refused', 'Our carrier could not take your parcel.'],
  ['inventory-is-overdue', 'We could not put your order together in time.'],
  ['payment-is-overdue', 'Your payment did not arrive in time.'],
  ['shipping-is-overdue', 'Our carrier could not take your parcel in time.'],
  ['completion-is-overdue', 'We could not send your order in time.'],
  ['changed-my-mind', 'You asked us to cancel it.'],
]);

/** A sentence for the reason of a cancellation. One that is not known is quoted: customers and staff give their own. */
export function cancelSentence(reason: string): string {
  const plain = plainText(reason);
  return sentences.get(plain) ?? (plain === '' ? 'No reason was given.' : `The reason: ${plain}`);
}
