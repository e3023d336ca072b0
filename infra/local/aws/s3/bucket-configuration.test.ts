import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  GetPublicAccessBlockCommand,
  ListObjectsV2Command,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { Bucket, endpoint, client, useBucket, notifyEventBridge } from './bucket-fixture.ts';

useBucket();

describe('configurations', () => {
  it('are kept and given back, and touch neither bucket nor object', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'kept', Body: 'x' }));
    await notifyEventBridge();
    const PublicAccessBlockConfiguration = { BlockPublicAcls: true, RestrictPublicBuckets: true };
    await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    await client.send(
      new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
        },
      }),
    );
    await client.send(
      new PutBucketVersioningCommand({
        Bucket,
        VersioningConfiguration: { Status: 'Enabled' },
      }),
    );
    const Rules = [{ ID: 'old', Status: 'Enabled' as const, Filter: { Prefix: '' } }];
    await expect(
      client.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
    ).rejects.toMatchObject({ name: 'NoSuchLifecycleConfiguration' });
    await client.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }),
    );

    const lifecycle = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(lifecycle.Rules).toMatchObject([{ ID: 'old' }]);
    const notification = await client.send(
      new GetBucketNotificationConfigurationCommand({ Bucket }),
    );
    expect(notification.EventBridgeConfiguration).toEqual({});
    const access = await client.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(access).toMatchObject({ PublicAccessBlockConfiguration });
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents).toMatchObject([{ Key: 'kept' }]);
  });

  it('let a browser upload from the origins that CORS rules name', async () => {
    await client.send(
      new PutBucketCorsCommand({
        Bucket,
        CORSConfiguration: {
          CORSRules: [{ AllowedMethods: ['PUT'], AllowedOrigins: ['http://localhost:*'] }],
        },
      }),
    );
    const preflight = (origin: string) =>
      fetch(`${endpoint.url}/${Bucket}/file`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'PUT' },
      }).then(({ headers }) => headers.get('access-control-allow-origin'));
    expect(await preflight('http://localhost:8080')).toBe('http://localhost:8080');
    expect(await preflight('http://elsewhere')).toBeNull();
  });
});
