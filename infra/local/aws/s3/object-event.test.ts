import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { randomBytes } from 'node:crypto';
import { Bucket, MiB, client, events, useBucket, notifyEventBridge } from './bucket-fixture.ts';

useBucket();

describe('events', () => {
  it('are silent until EventBridge is turned on', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'quiet', Body: 'x' }));
    expect(events).toEqual([]);
  });

  it('tell of an upload as AWS does', async () => {
    await notifyEventBridge();
    const { ETag } = await client.send(
      new PutObjectCommand({ Bucket, Key: 'in/a b+ü.pdf', Body: 'hello' }),
    );
    expect(events).toEqual([
      {
        source: 'aws.s3',
        detailType: 'Object Created',
        resources: ['arn:aws:s3:::uploads'],
        detail: {
          version: '0',
          bucket: { name: Bucket },
          object: {
            key: 'in/a b+ü.pdf',
            size: 5,
            etag: ETag?.replaceAll('"', ''),
            sequencer: expect.stringMatching(/^[0-9A-F]{18}$/) as string,
          },
          'request-id': expect.stringMatching(/^[0-9A-F]{16}$/) as string,
          requester: '000000000000',
          'source-ip-address': '127.0.0.1',
          reason: 'PutObject',
        },
      },
    ]);
  });

  it('tell of every way to make or remove an object, in order', async () => {
    await notifyEventBridge();
    await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    await client.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a` }));
    await multipart('c', [randomBytes(5 * MiB), randomBytes(7)]);
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'was never there' }));
    const Delete = { Objects: [{ Key: 'b' }, { Key: 'c' }] };
    await client.send(new DeleteObjectsCommand({ Bucket, Delete }));

    expect(
      events.map(({ detail: { reason, object } }) => [reason, object.key, object.size]),
    ).toEqual([
      ['PutObject', 'a', 1],
      ['CopyObject', 'b', 1],
      ['CompleteMultipartUpload', 'c', 5 * MiB + 7],
      ['DeleteObject', 'a', undefined],
      ['DeleteObject', 'b', undefined],
      ['DeleteObject', 'c', undefined],
    ]);
    const sequence = events.map(({ detail }) => detail.object.sequencer);
    expect([...new Set(sequence)].sort()).toEqual(sequence);
  });

  async function multipart(Key: string, parts: Buffer[]) {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const Parts = [];
    for (const [index, Body] of parts.entries()) {
      const part = { Bucket, Key, UploadId, PartNumber: index + 1 };
      const { ETag } = await client.send(new UploadPartCommand({ ...part, Body }));
      Parts.push({ ETag, PartNumber: index + 1 });
    }
    const MultipartUpload = { Parts };
    await client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }),
    );
  }
});
