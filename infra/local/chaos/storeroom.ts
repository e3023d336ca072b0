import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { Type, type Static } from '@sinclair/typebox';
import { Thumbnail } from '@waybill/contracts/document-events';
import { StockReceived } from '@waybill/contracts/inventory-events';
import { documentsBucket } from '@waybill/contracts/names';
import type { DataOf } from '@waybill/contracts/contract';
import type { Platform } from '@waybill/runtime/platform';
import { scanCommits } from '@waybill/runtime/publishing/commit-scan';
import { read } from '../load/answers.ts';
import type { Client } from '../load/client.ts';
import type { Supplies } from './supplies.ts';

const InvoiceRow = Type.Object({
  key: Type.String(),
  status: Type.String(),
  invoiceId: Type.Optional(Type.String()),
});
export type InvoiceRow = Static<typeof InvoiceRow>;
const Invoices = Type.Object({ invoices: Type.Array(InvoiceRow) });
const Product = Type.Object({ thumbnails: Type.Optional(Type.Array(Thumbnail)) });

/** A thumbnail as its product shows it, and the headers of its object, if there is one. */
export interface ShownThumbnail extends Thumbnail {
  readonly contentType?: string;
  readonly cacheControl?: string;
}

/** What has become of the supplies. */
export interface Storeroom {
  readonly rows: readonly InvoiceRow[];
  /** Every goods receipt, of whatever reference. */
  readonly receipts: readonly DataOf<typeof StockReceived>[];
  /** The thumbnails of each product. */
  readonly thumbnails: ReadonlyMap<string, readonly ShownThumbnail[]>;
}

type Books = Pick<Platform, 'aws' | 'name'>;

/** Looks at the invoices, the goods receipts, and the pictures of products. */
export async function readStoreroom(
  platform: Books,
  client: Client,
  { pictures }: Supplies,
): Promise<Storeroom> {
  const list = { method: 'GET', path: '/invoices?limit=100' } as const;
  const { invoices: rows } = read(Invoices, 200, list, await client.call(list));
  const thumbnails = await Promise.all(
    pictures.map(
      async ({ productId }) =>
        [productId, await thumbnailsOf(platform, client, productId)] as const,
    ),
  );
  return { rows, receipts: await receiptsIn(platform), thumbnails: new Map(thumbnails) };
}

async function receiptsIn(platform: Books): Promise<DataOf<typeof StockReceived>[]> {
  const receipts: DataOf<typeof StockReceived>[] = [];
  const whole = { since: '2000-01-01T00:00:00.000Z', segment: 0, segments: 1 };
  for await (const page of scanCommits(platform, { table: 'inventory-commits', ...whole })) {
    for (const { type, data } of page.flatMap(({ entries }) => entries)) {
      if (type === StockReceived.type) receipts.push(data as DataOf<typeof StockReceived>);
    }
  }
  return receipts;
}

async function thumbnailsOf(
  platform: Books,
  client: Client,
  productId: string,
): Promise<ShownThumbnail[]> {
  const get = { method: 'GET', path: `/products/${productId}` } as const;
  const { thumbnails = [] } = read(Product, 200, get, await client.call(get));
  return Promise.all(
    thumbnails.map(async (thumbnail) => ({
      ...thumbnail,
      ...(await headersOf(platform, thumbnail.key)),
    })),
  );
}

async function headersOf(
  { aws, name }: Books,
  Key: string,
): Promise<Pick<ShownThumbnail, 'contentType' | 'cacheControl'>> {
  try {
    const head = new HeadObjectCommand({ Bucket: name(documentsBucket), Key });
    const { ContentType: contentType, CacheControl: cacheControl } = await aws.s3.send(head);
    return { contentType, cacheControl };
  } catch (error) {
    if ((error as Error).name === 'NotFound') return {};
    throw error;
  }
}
