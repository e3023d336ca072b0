import { GetObjectTaggingCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { documentsBucket, resourceName } from '@waybill/contracts/names';
import { createReadStream, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { UploadOrder } from './arguments.ts';

/** Where lines go. */
export interface Output {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

const pollMs = 200;

/** Uploads, and waits for the outcome that the service tags each object with. Resolves with the exit code: 2 if any file was not taken. */
export async function upload(
  { stage, endpoint, waitMs, files }: UploadOrder,
  { print, complain }: Output,
): Promise<number> {
  const silent = () => undefined;
  // What goes wrong is said once, in our words.
  const logger = { debug: silent, info: silent, warn: silent, error: silent };
  const s3 = new S3Client({ forcePathStyle: true, endpoint, logger });
  const Bucket = resourceName(stage, documentsBucket);
  let code = 0;
  try {
    for (const { path, key } of files) {
      try {
        await put(s3, Bucket, path, key);
        print(`${path} → s3://${Bucket}/${key}`);
        const { outcome, reason } = await outcomeOf(s3, Bucket, key, waitMs);
        print(`  ${outcome}${reason === undefined ? '' : `: ${reason}`}`);
        if (outcome === 'rejected') code = 2;
      } catch (error) {
        complain(`${path}: ${explained(error, endpoint, Bucket)}`);
        code = 2;
      }
    }
  } finally {
    s3.destroy();
  }
  return code;
}

async function put(s3: S3Client, Bucket: string, path: string, Key: string): Promise<void> {
  const ContentLength = statSync(path).size;
  // A stream of no bytes is more than some emulators take.
  const Body = ContentLength === 0 ? '' : createReadStream(path);
  await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentLength }));
}

/** An upload takes away the tags of what it overwrites: the first outcome to be seen is its own. */
async function outcomeOf(
  s3: S3Client,
  Bucket: string,
  Key: string,
  waitMs: number,
): Promise<{ outcome: string; reason?: string }> {
  const endMs = Date.now() + waitMs;
  while (Date.now() < endMs) {
    const { TagSet = [] } = await s3.send(new GetObjectTaggingCommand({ Bucket, Key }));
    const tagOf = (name: string) => TagSet.find((tag) => tag.Key === name)?.Value;
    const outcome = tagOf('waybill-outcome');
    if (outcome !== undefined) return { outcome, reason: tagOf('waybill-reason') };
    await sleep(pollMs);
  }
  return { outcome: 'no outcome yet; see the tags of the object, or GET /invoices' };
}

function explained(error: unknown, endpoint: string, bucket: string): string {
  const { name, code, message } = error as Error & { code?: string };
  if (code === 'ECONNREFUSED') return `nothing listens at ${endpoint}; run npm start first`;
  if (name === 'NoSuchBucket') return `there is no bucket ${bucket}; run npm start first`;
  return message;
}
