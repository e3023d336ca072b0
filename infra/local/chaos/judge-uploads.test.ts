import { judgeGoods, judgePictures } from './judge-uploads.ts';
import type { Storeroom } from './storeroom.ts';
import type { Supplies } from './supplies.ts';

const keys = ['uploads/invoices/1.xml', 'uploads/invoices/again/1.xml'];
const thumbnails = [{ size: 96, width: 64, height: 96 }];
const supplies: Supplies = {
  invoices: [{ keys, goods: [{ productId: 'A', quantity: 7 }] }],
  pictures: [{ productId: 'A', thumbnails }],
  uploads: keys.map((key) => ({ at: 0, key, body: '' })),
};
const headers = { contentType: 'image/webp', cacheControl: 'public, max-age=31536000, immutable' };
const shown = { size: 96, width: 64, height: 96, key: 'thumbnails/A/96.webp' };
const receipt = { productId: 'A', quantity: 7, reference: 'invoice-1' };
const [key = '', again = ''] = keys;
const right: Storeroom = {
  rows: [
    { key, status: 'duplicate', invoiceId: 'invoice-1' },
    { key: again, status: 'received', invoiceId: 'invoice-1' },
  ],
  receipts: [receipt, { ...receipt, reference: 'load-1' }],
  thumbnails: new Map([['A', [{ ...shown, ...headers }]]]),
};
const goodsOf = (change: Partial<Storeroom>) =>
  judgeGoods(supplies, { ...right, ...change }).problems;
const picturesOf = (...all: object[]) =>
  judgePictures(supplies, { ...right, thumbnails: new Map([['A', all as (typeof shown)[]]]) })
    .problems;

describe('what must hold of uploads', () => {
  it('holds when all is right', () => {
    expect(judgeGoods(supplies, right)).toEqual({
      invariant: 'goods',
      figures: '7 pieces of 1 invoice, in 2 uploads',
      problems: [],
    });
    expect(judgePictures(supplies, right)).toEqual({
      invariant: 'pictures',
      figures: '1 thumbnail of 1 product',
      problems: [],
    });
  });

  it('is broken by goods that are booked twice, or not, or in another number', () => {
    expect(goodsOf({ receipts: [receipt, receipt] })).toEqual([
      `${key} brought 7 of A, 7 of A, not 7 of A`,
    ]);
    expect(goodsOf({ receipts: [] })).toHaveLength(1);
    expect(goodsOf({ receipts: [{ ...receipt, quantity: 8 }] })).toHaveLength(1);
  });

  it('is broken by an invoice that is received twice, or that nobody uploaded', () => {
    const rows = right.rows.map((row) => ({ ...row, status: 'received' }));
    expect(goodsOf({ rows })).toEqual([`${key} is received and received`]);
    const stray = { key: 'uploads/invoices/2.xml', status: 'received', invoiceId: 'invoice-2' };
    expect(goodsOf({ rows: [...right.rows, stray] })).toEqual([`nobody uploaded ${stray.key}`]);
  });

  it('is broken by an older picture, and by a thumbnail that is not there', () => {
    expect(picturesOf({ ...shown, ...headers, width: 96 }).join()).toMatch(/^A shows/);
    expect(picturesOf().join()).toBe('A shows []');
    expect(picturesOf(shown).join()).toMatch(/96\.webp is missing/);
  });
});
