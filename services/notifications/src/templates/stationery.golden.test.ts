import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Occasion } from '../domain/occasion.ts';
import { createStationery } from './stationery.ts';

const folder = fileURLToPath(new URL('../../golden/', import.meta.url));
const lamp = { productId: 'LAMP', quantity: 1, unitPrice: 2_550 };
const items = [lamp, { productId: '85123A', quantity: 1_200, unitPrice: 305 }];
const received: Occasion = {
  ...{ kind: 'received', orderId: 'ord-7f3k2', currency: 'GBP', items, total: 368_550 },
};
const hostile = `</p><script>alert('1')</script>\r\nBcc: eve@example.org &amp; "<img src=x onerror=alert(1)>`;

const letters: readonly [string, { shopName?: string; locale?: string }, Occasion][] = [
  ['received', {}, received],
  ['received-german', { shopName: 'Lämpchen', locale: 'de-DE' }, { ...received, currency: 'EUR' }],
  [
    'received-long',
    {},
    { ...received, items: Array.from({ length: 2_000 }, () => lamp), total: 5_100_000 },
  ],
  ['shipped', {}, { kind: 'shipped', orderId: 'ord-7f3k2', trackingNumber: 'WB12AB34CD56' }],
  ['cancelled', {}, { kind: 'cancelled', orderId: 'ord-7f3k2', reason: 'card-declined' }],
  [
    'cancelled-hostile',
    { shopName: hostile },
    { kind: 'cancelled', orderId: 'ord-7f3k2', reason: hostile },
  ],
];

describe('the golden letters', () => {
  it.each(letters)('have %s as it was', (name, style, occasion) => {
    const write = createStationery({ shopName: 'The Lamp Shop', locale: 'en-GB', ...style });
    const { subject, text, html } = write(occasion);
    const files = { [`${name}.html`]: html, [`${name}.txt`]: `Subject: ${subject}\n\n${text}` };
    for (const [file, content] of Object.entries(files)) {
      const path = `${folder}${file}`;
      if (process.env.UPDATE_GOLDEN) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(path, content);
      }
      // Renewed by UPDATE_GOLDEN=1 npx jest services/notifications
      expect(existsSync(path) ? readFileSync(path, 'utf8') : `${file} is missing`).toBe(content);
    }
  });
});
