import { parseConfig, Url } from '@waybill/runtime/config';
import { seed } from './seed/seed.ts';

/** Fills an empty shop at SHOP_URL with a few products, whose pictures go to the bucket at AWS_ENDPOINT_URL. */
async function main(): Promise<void> {
  const settings = parseConfig({ SHOP_URL: Url, AWS_ENDPOINT_URL: Url }, process.env);
  await seed({ url: settings.SHOP_URL, awsEndpoint: settings.AWS_ENDPOINT_URL });
  console.log('The shop has products to buy.');
}

main().catch((error: unknown) => {
  console.error(`Not seeded: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
