import { PutObjectCommand } from '@aws-sdk/client-s3';
import { documentsBucket } from '@waybill/contracts/names';
import type { Platform } from '@waybill/runtime/platform';
import type { Clock } from '../load/clock.ts';
import type { Upload } from './supplies.ts';

/** Puts every file into the bucket when its time comes. */
export async function uploadAll(
  { aws, name }: Pick<Platform, 'aws' | 'name'>,
  uploads: readonly Upload[],
  { clock, overMs }: { readonly clock: Clock; readonly overMs: number },
): Promise<void> {
  await Promise.all(
    uploads.map(async ({ at, key: Key, body: Body }) => {
      await clock.sleep(at * overMs);
      await aws.s3.send(new PutObjectCommand({ Bucket: name(documentsBucket), Key, Body }));
    }),
  );
}
