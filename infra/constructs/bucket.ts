import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification/index.js';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { Construct } from 'constructs';

/** A bucket that nobody reads from outside. Its parts of uploads that were given up go after a week. */
export class Bucket extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, bucket: string, { tellsBus = false } = {}) {
    super(scope, id);
    const made = new S3Bucket(this, 'bucket', { bucket });
    new S3BucketPublicAccessBlock(this, 'closed', {
      bucket: made.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket: made.id,
      rule: [
        {
          id: 'given-up-uploads',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
    });
    if (tellsBus) {
      new S3BucketNotification(this, 'notices', { bucket: made.id, eventbridge: true });
    }
    this.name = bucket;
    this.arn = made.arn;
  }
}
