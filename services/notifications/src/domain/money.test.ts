import { moneyFormat } from './money.ts';

describe('money', () => {
  it.each([
    ['en-GB', 'GBP', 123_456, '£1,234.56'],
    ['en-GB', 'GBP', 0, '£0.00'],
    ['en-GB', 'JPY', 1_500, 'JP¥1,500'],
    ['en-GB', 'EUR', 5, '€0.05'],
    ['en-GB', 'KWD', 1_234, 'KWD 1.234'],
    ['en-US', 'USD', 123_456, '$1,234.56'],
    ['de-DE', 'EUR', 123_456, '1.234,56 €'],
    ['fr-FR', 'EUR', 123_456_789, '1 234 567,89 €'],
    ['en-GB', 'XYZ', 610, 'XYZ 6.10'],
    ['en-GB', 'GBP', Number.MAX_SAFE_INTEGER, '£90,071,992,547,409.91'],
  ])('in %s, %s %d is %s', (locale, currency, minorUnits, written) => {
    const money = moneyFormat(locale)(minorUnits, currency);
    expect(money.replace(/[\u00a0\u202f]/g, ' ')).toBe(written);
  });
});
