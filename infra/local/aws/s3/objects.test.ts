import {
  CopyObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { Bucket, MiB, endpoint, client, useBucket, bytes } from './bucket-fixture.ts';

useBucket();

describe('objects', () => {
  it.each([
    ['nothing', 0],
    ['text', 5],
    ['more than fauxqs takes in one piece', 20 * MiB],
  ])('come back byte for byte: %s', async (_, size) => {
    const Body = randomBytes(size);
    await client.send(new PutObjectCommand({ Bucket, Key: 'a b/ü+%.bin', Body }));
    expect((await bytes('a b/ü+%.bin')).equals(Body)).toBe(true);
  });

  it('come back byte for byte when streamed in chunks with a trailing checksum', async () => {
    const whole = randomBytes(3 * MiB);
    const parts = [0, 1, 2].map((part) => whole.subarray(part * MiB, (part + 1) * MiB));
    await client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'streamed',
        Body: Readable.from(parts),
        ContentLength: whole.length,
        ContentType: 'application/pdf',
      }),
    );
    expect((await bytes('streamed')).equals(whole)).toBe(true);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'streamed' }));
    expect(head).toMatchObject({ ContentLength: whole.length, ContentType: 'application/pdf' });
    expect(head.ContentEncoding).toBeUndefined();
    expect(head.ETag).toBe(`"${createHash('md5').update(whole).digest('hex')}"`);
  });

  it('keep their headers, metadata and tags, also when copied', async () => {
    await client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'page',
        Body: '{}',
        CacheControl: 'max-age=60',
        ContentEncoding: 'gzip',
        ContentType: 'application/x-www-form-urlencoded',
        Metadata: { owner: 'me' },
        Tagging: 'kind=invoice',
      }),
    );
    await client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/page` }));
    for (const Key of ['page', 'copy']) {
      expect(await client.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({
        CacheControl: 'max-age=60',
        ContentEncoding: 'gzip',
        Metadata: { owner: 'me' },
      });
      const { TagSet } = await client.send(new GetObjectTaggingCommand({ Bucket, Key }));
      expect(TagSet).toEqual([{ Key: 'kind', Value: 'invoice' }]);
    }
    await client.send(
      new PutObjectTaggingCommand({ Bucket, Key: 'page', Tagging: { TagSet: [] } }),
    );
    expect(
      (await client.send(new GetObjectTaggingCommand({ Bucket, Key: 'page' }))).TagSet,
    ).toEqual([]);
    expect((await bytes('page')).toString()).toBe('{}');
  });

  it('are not overwritten when they must not exist', async () => {
    const put = { Bucket, Key: 'once', Body: 'x', IfNoneMatch: '*' };
    const puts = [1, 2, 3].map(() => client.send(new PutObjectCommand(put)));
    const made = (await Promise.allSettled(puts)).filter(({ status }) => status === 'fulfilled');
    expect(made).toHaveLength(1);
    await expect(client.send(new PutObjectCommand(put))).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
  });

  it('may have long keys', async () => {
    const Key = `${'k'.repeat(200)}/${'l'.repeat(300)}`;
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'kkk' }));
    expect(Contents).toMatchObject([{ Key }]);
  });

  it('are found under the bucket as host', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'hosted', Body: 'x' }));
    const { port } = new URL(endpoint.url);
    const hosted = new S3Client({
      endpoint: `http://localhost:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    hosted.middlewareStack.add(
      (next) => (args) => {
        Object.assign(args.request as object, { hostname: '127.0.0.1' });
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    const { Body } = await hosted.send(new GetObjectCommand({ Bucket, Key: 'hosted' }));
    expect(await Body?.transformToString()).toBe('x');
    hosted.destroy();
  });
});
