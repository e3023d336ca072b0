import { cancelSentence } from './cancel-reason.ts';

describe('the reason of a cancellation', () => {
  it.each([
    ['card-declined', 'Your card was declined.'],
    ['insufficient-stock', 'We do not have enough of what you ordered.'],
    ['undeliverable-address', 'Our carrier cannot deliver to your address.'],
    ['payment-is-overdue', 'Your payment did not arrive in time.'],
  ])('%s is said as a person would', (reason, sentence) => {
    expect(cancelSentence(reason)).toBe(sentence);
  });

  it.each([
    ['I have found it cheaper!', 'The reason: I have found it cheaper!'],
    ['toString', 'The reason: toString'],
    ['one\r\ntwo', 'The reason: one two'],
    ['\n', 'No reason was given.'],
  ])('%j, which nobody foresaw, is quoted', (reason, sentence) => {
    expect(cancelSentence(reason)).toBe(sentence);
  });
});
