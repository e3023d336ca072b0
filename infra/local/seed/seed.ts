import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { documentsBucket, resourceName, uploadsPrefix } from '@waybill/contracts/names';
import { localStage } from '../environment.ts';
import { connect } from '../load/client.ts';
import { wallClock } from '../load/clock.ts';
import { createShop, type Shop } from '../load/shop.ts';
import { seedCatalogue, type SeedProduct } from './catalogue.ts';
import { pictureOf } from './picture.ts';

/** Where the embedded default answers. */
export interface Place {
  readonly url: string;
  readonly awsEndpoint: string;
}

/** Fills a shop that is empty with a few products, as staff and suppliers would: by HTTP, and by uploading pictures. */
export async function seed({ url, awsEndpoint }: Place): Promise<void> {
  const shop = createShop(await connect(url, wallClock));
  const s3 = new S3Client({ forcePathStyle: true, endpoint: awsEndpoint });
  try {
    await Promise.all(seedCatalogue.map((product) => put(product, shop, s3)));
  } finally {
    s3.destroy();
  }
}

async function put(product: SeedProduct, shop: Shop, s3: S3Client): Promise<void> {
  const { productId, name, unitPrice, stock } = product;
  await shop.listProduct(productId, name, unitPrice);
  await shop.receiveStock(productId, stock, 'opening-stock');
  await s3.send(
    new PutObjectCommand({
      Bucket: resourceName(localStage, documentsBucket),
      Key: `${uploadsPrefix}images/${productId}.png`,
      Body: await pictureOf(product),
    }),
  );
}
