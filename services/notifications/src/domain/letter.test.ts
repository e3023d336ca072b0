import { letterOf } from './letter.ts';

const orderId = 'ord-1';
const shop = 'The Lamp Shop';

describe('a letter', () => {
  it('thanks for an order, and says what it costs', () =>
    expect(letterOf({ kind: 'received', orderId, total: 123_456, currency: 'GBP' }, shop)).toEqual({
      subject: 'We have received your order ord-1',
      text: 'Thank you for your order ord-1 of £1,234.56.\n\nYours\nThe Lamp Shop\n',
    }));

  it.each([
    ['JPY', 1_500, 'JP¥1,500'],
    ['EUR', 5, '€0.05'],
    ['KWD', 1_234, 'KWD 1.234'],
  ])('names money in %s as people do', (currency, total, named) => {
    const { text } = letterOf({ kind: 'received', orderId, total, currency }, shop);
    expect(text.replaceAll('\u00a0', ' ')).toContain(`of ${named}.`);
  });

  it('tells the tracking number of a parcel', () => {
    const letter = letterOf({ kind: 'shipped', orderId, trackingNumber: 'T-1' }, shop);
    expect(letter.subject).toBe('Your order ord-1 is on its way');
    expect(letter.text).toContain('tracking number T-1.');
  });

  it('tells why an order is cancelled', () => {
    const letter = letterOf({ kind: 'cancelled', orderId, reason: 'card-declined' }, shop);
    expect(letter.subject).toBe('Your order ord-1 is cancelled');
    expect(letter.text).toContain('The reason: card-declined. You are charged nothing.');
  });
});
