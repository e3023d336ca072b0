/** The sandbox's cards, in the words of somebody who tries the shop. */
export const cards = [
  { token: 'tok_visa', name: 'A card that works', what: 'is charged at once' },
  {
    token: 'tok_declined',
    name: 'A card that is declined',
    what: 'the order is cancelled, and the stock given back',
  },
  {
    token: 'tok_flaky',
    name: 'A bank that stumbles',
    what: 'fails twice, and then takes the payment once',
  },
  {
    token: 'tok_unreachable',
    name: 'A bank that does not answer',
    what: 'never charges; the order waits, and is cancelled in the end',
  },
] as const;
