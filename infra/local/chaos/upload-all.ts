import { PutObjectCommand } from '@aws-sdk/client-s3';
import { documentsBucket } from '@waybill/contracts/names';
import type { Platform } from '@waybill/runtime/platform';
import type { Clock } from '../load/clock.ts';
import type { Upload } from './supplies.ts';

/** Puts every file into the bucket when its time comes; of one key's files, the next when the last is there. */
export async function uploadAll(
  { aws, name }: Pick<Platform, 'aws' | 'name'>,
  uploads: readonly Upload[],
  { clock, overMs }: { readonly clock: Clock; readonly overMs: number },
): Promise<void> {
  // Two puts under way at once are ordered by S3 alone, so that either could be the newest.
  const last = new Map<string, Promise<void>>();
  for (const { at, key: Key, body: Body } of uploads) {
    const put = async (before: Promise<void> | undefined): Promise<void> => {
      await Promise.all([clock.sleep(at * overMs), before]);
      await aws.s3.send(new PutObjectCommand({ Bucket: name(documentsBucket), Key, Body }));
    };
    last.set(Key, put(last.get(Key)));
  }
  await Promise.all(last.values());
}
