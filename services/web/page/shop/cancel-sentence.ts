const sentences: Readonly<Record<string, string>> = {
  'insufficient-stock': 'There was not enough in stock.',
  'out-of-stock': 'It was out of stock.',
  'inventory-is-overdue': 'It could not be put together in time.',
  'card-declined': 'The card was declined.',
  'payment-declined': 'The payment was declined.',
  declined: 'The payment was declined.',
  'unknown-payment-method': 'The payment method is not known.',
  'payment-is-overdue': 'The payment did not arrive in time.',
  'undeliverable-address': 'The carrier cannot deliver to this address.',
  'shipping-is-overdue': 'The carrier could not take the parcel in time.',
  'changed-my-mind': 'You cancelled it.',
};

/** Why an order was cancelled, in a sentence; people's own words are quoted. */
export function cancelSentence(reason: string | undefined): string {
  return sentences[reason ?? ''] ?? (reason ? `The reason: ${reason}` : 'No reason was given.');
}
