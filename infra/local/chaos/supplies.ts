import type { ProductQuantity } from '@waybill/contracts/values';
import sharp from 'sharp';
import type { Day } from '../load/day.ts';
import { ublInvoice } from '../scenario/ubl-invoice.ts';

/** A file that is put into the bucket, at a part of the time in which the orders come in. */
export interface Upload {
  readonly at: number;
  readonly key: string;
  readonly body: string | Buffer;
}

/** A supplier's invoice, and the keys under which it is uploaded. */
export interface SupplierInvoice {
  readonly keys: readonly string[];
  readonly goods: readonly ProductQuantity[];
}

/** What a product's thumbnails must be. */
export interface ProductPicture {
  readonly productId: string;
  readonly thumbnails: readonly { size: number; width: number; height: number }[];
}

/** What suppliers and staff upload while the orders come in. */
export interface Supplies {
  readonly invoices: readonly SupplierInvoice[];
  readonly pictures: readonly ProductPicture[];
  readonly uploads: readonly Upload[];
}

const howMany = 6;
const productsAnInvoice = 5;
const wide = { width: 1_200, height: 800 };
const high = { width: 800, height: 1_200 };
const ofHigh = [
  { size: 960, width: 640, height: 960 },
  { size: 320, width: 213, height: 320 },
  { size: 96, width: 64, height: 96 },
];

/**
 * Invoices of what the day sells, several of the same product: each under two keys at once, and again under the first.
 * Pictures of products, each overwritten at once by another of another shape, which is the one that counts.
 */
export async function suppliesFor({ products }: Day): Promise<Supplies> {
  const turns = Array.from({ length: howMany }, (_, turn) => turn);
  const ids = products.map(({ productId }) => productId);
  const invoices = turns.map((turn) => ({
    keys: [`uploads/invoices/chaos-${turn}.xml`, `uploads/invoices/again/chaos-${turn}.xml`],
    goods: ids.slice(turn, turn + productsAnInvoice).map((productId, place) => {
      return { productId, quantity: 10 * (turn + 1) + place };
    }),
  }));
  const pictures = ids.slice(0, howMany).map((productId) => ({ productId, thumbnails: ofHigh }));
  const uploads = [
    ...invoices.flatMap((invoice, turn) => uploadsOf(invoice, turn)),
    ...(await Promise.all(pictures.map(({ productId }, turn) => shots(productId, turn)))).flat(),
  ];
  return { invoices, pictures, uploads };
}

/** How many pieces of each product the invoices bring. */
export function piecesIn({ invoices }: Supplies): ReadonlyMap<string, number> {
  const pieces = new Map<string, number>();
  for (const { productId, quantity } of invoices.flatMap(({ goods }) => goods)) {
    pieces.set(productId, (pieces.get(productId) ?? 0) + quantity);
  }
  return pieces;
}

function uploadsOf({ keys, goods }: SupplierInvoice, turn: number): Upload[] {
  const lines = goods.map(({ productId: product, quantity }) => {
    return { product, quantity: String(quantity), price: '1.00', amount: `${quantity}.00` };
  });
  const body = ublInvoice({ number: `CHAOS-${turn}`, currency: 'GBP', lines });
  const at = (turn + 0.2) / howMany;
  const again = keys.slice(0, 1).map((key) => ({ at: at + 0.05, key, body }));
  return [...keys.map((key) => ({ at, key, body })), ...again];
}

async function shots(productId: string, turn: number): Promise<Upload[]> {
  const key = `uploads/images/${productId}.png`;
  const at = (turn + 0.6) / howMany;
  const shot = (shape: typeof wide) => {
    const background = { r: 30 * turn, g: 90, b: 200 };
    return sharp({ create: { ...shape, channels: 3, background } })
      .png()
      .toBuffer();
  };
  return [
    { at, key, body: await shot(wide) },
    { at: at + 0.02, key, body: await shot(high) },
  ];
}
