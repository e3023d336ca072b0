import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketNotificationConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { startEndpoint, type Endpoint } from '../endpoint.ts';
import { createFauxqs, type Fauxqs } from '../fauxqs.ts';
import type { S3Event } from './object-event.ts';
import { createS3 } from './s3.ts';

export const Bucket = 'uploads';
export const MiB = 1024 * 1024;

interface Detail {
  object: { key: string; size?: number; etag?: string; sequencer: string };
  reason: string;
}

let fauxqs: Fauxqs;
export let endpoint: Endpoint;
export let client: S3Client;
export let events: (S3Event & { detail: Detail })[];

/** Gives every test an S3 with one empty bucket behind the endpoint, and a client of it. */
export function useBucket(): void {
  beforeEach(async () => {
    events = [];
    fauxqs = await createFauxqs();
    const s3 = createS3({
      fauxqs,
      putServiceEvent: (event) => events.push(event as (typeof events)[number]),
    });
    endpoint = await startEndpoint({ s3 }, 0);
    client = new S3Client({
      endpoint: endpoint.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
    await client.send(new CreateBucketCommand({ Bucket }));
  });

  afterEach(async () => {
    client.destroy();
    await endpoint.stop();
    await fauxqs.stop();
  });
}

export async function bytes(Key: string): Promise<Buffer> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

export async function notifyEventBridge() {
  await client.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket,
      NotificationConfiguration: { EventBridgeConfiguration: {} },
    }),
  );
}
