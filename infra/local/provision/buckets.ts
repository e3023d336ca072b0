import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import type { BucketDefinition } from '@waybill/contracts/resources';
import { unlessPresent, type Provisioning } from './clients.ts';

/** Creates the buckets, closes them to the public, and has their changes told to the default bus. */
export async function provisionBuckets(
  { s3, name }: Provisioning,
  buckets: readonly BucketDefinition[],
): Promise<void> {
  await Promise.all(
    buckets.map(async (bucket) => {
      const Bucket = name(bucket.name);
      await unlessPresent(
        () => s3.send(new CreateBucketCommand({ Bucket })),
        'BucketAlreadyOwnedByYou',
      );
      const PublicAccessBlockConfiguration = {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      };
      await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
      const NotificationConfiguration = { EventBridgeConfiguration: {} };
      await s3.send(
        new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }),
      );
    }),
  );
}
