import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { plainText } from '../domain/plain-text.ts';
import type { Occasion } from '../domain/occasion.ts';
import { createStationery } from './stationery.ts';

interface Page {
  /** Names and attributes, in order. */
  readonly elements: readonly string[];
  /** What stands in each element, its children's left out, with nothing but itself. */
  readonly texts: readonly string[];
}

/** Reads a letter as XML, which it is as well: whatever is not closed or escaped throws. */
function read(html: string): Page {
  const elements: string[] = [];
  const texts: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) =>
    elements.push(`${name} ${JSON.stringify(attributes)}`),
  );
  parser.on('text', (text) => texts.push(text.trim()));
  parser.write(html.replace('<!doctype', '<!DOCTYPE')).close();
  return { elements, texts };
}

/** Whatever can be typed, and what would hurt if it were not escaped. */
const anything = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
  fc.constantFrom(
    '</p><script>alert(1)</script>',
    '" onload="alert(1)',
    "'><img src=x>",
    '<% throw new Error() %>',
    '<%= it.orderId %>',
    '&amp;&lt;',
    ']]>',
    '-->',
    '</title></style>',
    '\r\nBcc: eve@example.org\r\n\r\n',
    '\u202egnp.exe',
    '${1 + 1} {{ 1 + 1 }}',
    '\ud800 half',
  ),
);

const items = [{ productId: 'LAMP', quantity: 2, unitPrice: 305 }];
const occasion = fc.record({ orderId: anything, value: anything }).chain(({ orderId, value }) =>
  fc.constantFrom<Occasion>(
    {
      kind: 'received',
      orderId,
      currency: 'GBP',
      items: [{ ...items[0], productId: value } as never],
      total: 610,
    },
    { kind: 'shipped', orderId, trackingNumber: value },
    { kind: 'cancelled', orderId, reason: value },
  ),
);
const usual: Readonly<Record<Occasion['kind'], Occasion>> = {
  received: { kind: 'received', orderId: 'ord-1', currency: 'GBP', items, total: 610 },
  shipped: { kind: 'shipped', orderId: 'ord-1', trackingNumber: 'T-1' },
  cancelled: { kind: 'cancelled', orderId: 'ord-1', reason: 'card-declined' },
};
const valueOf = (about: Occasion): string =>
  about.kind === 'received'
    ? (about.items[0]?.productId ?? '')
    : about.kind === 'shipped'
      ? about.trackingNumber
      : about.reason;

const always = (holds: (about: Occasion, shopName: string) => void) =>
  fc.assert(fc.property(occasion, anything, holds), { numRuns: 1_000 });
const write = (about: Occasion, shopName: string) =>
  createStationery({ shopName, locale: 'en-GB' })(about);

describe('whatever is in a letter’s fields', () => {
  it('is text of its HTML, and makes no element and no attribute', () => {
    always((about, shopName) => {
      const { elements, texts } = read(write(about, shopName).html);
      expect(elements).toEqual(read(write(usual[about.kind], 'Shop').html).elements);
      const all = texts.join('\n');
      for (const value of [about.orderId, valueOf(about), shopName]) {
        expect(all).toContain(plainText(value));
      }
    });
  });

  it('makes no new line of its text, and none at all of its subject', () => {
    const linesOf = (text: string) => text.split(/[\r\n\u2028\u2029\u0085]/).length;
    always((about, shopName) => {
      const { subject, text } = write(about, shopName);
      expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      expect(linesOf(text)).toBe(linesOf(write(usual[about.kind], 'Shop').text));
    });
  });
});

describe('a letter', () => {
  it.each(Object.values(usual))(
    'of $kind loads nothing from elsewhere, and runs nothing',
    (about) => {
      const { html } = write(about, 'Shop');
      expect(html).not.toMatch(/https?:|url\(|@import|<(script|link|img|iframe|object|form)/i);
      expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
      // Programs for mail cut longer lines in two, wherever that is.
      expect(Math.max(...html.split('\n').map((line) => line.length))).toBeLessThan(998);
    },
  );

  it('of 2,000 lines is not cut off by mail programs', () => {
    const many = Array.from({ length: 2_000 }, () => ({ ...items[0], productId: 'X'.repeat(40) }));
    const { html } = write({ ...usual.received, items: many } as Occasion, 'Shop');
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(html).toContain('and 1,950 more');
  });
});
