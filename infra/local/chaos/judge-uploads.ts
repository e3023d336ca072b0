import { isDeepStrictEqual } from 'node:util';
import { count } from '../load/describe-day.ts';
import type { Storeroom } from './storeroom.ts';
import type { SupplierInvoice, Supplies } from './supplies.ts';
import type { Verdict } from './verdict.ts';

/** Every invoice is received under one key and known again under the others, and its goods are booked once. */
export function judgeGoods(supplies: Supplies, storeroom: Storeroom): Verdict {
  const { invoices, uploads } = supplies;
  const ours = new Set(invoices.flatMap(({ keys }) => keys));
  const pieces = invoices.flatMap(({ goods }) => goods).reduce((sum, g) => sum + g.quantity, 0);
  return {
    invariant: 'goods',
    figures:
      `${count(pieces, 'piece')} of ${count(invoices.length, 'invoice')}, ` +
      `in ${count(uploads.filter(({ key }) => ours.has(key)).length, 'upload')}`,
    problems: [
      ...invoices.flatMap((invoice) => problemsOf(invoice, storeroom)),
      ...storeroom.rows
        .filter(({ key }) => !ours.has(key))
        .map(({ key }) => `nobody uploaded ${key}`),
    ],
  };
}

/** Every product shows the three thumbnails of its newest picture, and each is there, cacheable for ever. */
export function judgePictures({ pictures }: Supplies, { thumbnails }: Storeroom): Verdict {
  const found = pictures.flatMap(({ productId }) => thumbnails.get(productId) ?? []);
  return {
    invariant: 'pictures',
    figures: `${count(found.length, 'thumbnail')} of ${count(pictures.length, 'product')}`,
    problems: pictures.flatMap(({ productId, thumbnails: wanted }) => {
      const shown = thumbnails.get(productId) ?? [];
      const shapes = shown.map(({ size, width, height }) => ({ size, width, height }));
      const broken = shown.filter(
        ({ contentType, cacheControl = '' }) =>
          contentType !== 'image/webp' || !/max-age=31536000, immutable/.test(cacheControl),
      );
      return [
        ...(isDeepStrictEqual(shapes, wanted)
          ? []
          : [`${productId} shows ${JSON.stringify(shapes)}`]),
        ...broken.map(({ key }) => `${key} is missing, or not as browsers must have it`),
      ];
    }),
  };
}

function problemsOf({ keys, goods }: SupplierInvoice, { rows, receipts }: Storeroom): string[] {
  const own = rows.filter(({ key }) => keys.includes(key));
  const outcomes = own.map(({ status }) => status).sort();
  const invoiceIds = [...new Set(own.map(({ invoiceId }) => invoiceId))];
  const booked = receipts
    .filter(({ reference }) => reference === invoiceIds[0])
    .map(({ productId, quantity }) => `${quantity} of ${productId}`);
  const wanted = goods.map(({ productId, quantity }) => `${quantity} of ${productId}`);
  const isOnce = isDeepStrictEqual([...booked].sort(), [...wanted].sort());
  const [key = ''] = keys;
  return [
    ...(outcomes.join() === 'duplicate,received' ? [] : [`${key} is ${outcomes.join(' and ')}`]),
    ...(invoiceIds.length === 1 ? [] : [`${key} is ${count(invoiceIds.length, 'invoice')}`]),
    ...(isOnce ? [] : [`${key} brought ${booked.join(', ')}, not ${wanted.join(', ')}`]),
  ];
}
