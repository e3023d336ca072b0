import {
  CreateBucketCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
} from '@aws-sdk/client-s3';
import { Unavailable } from '@waybill/kernel/failure';
import { useEmbeddedAws } from '@waybill/testing/embedded';
import { describeObjectStore } from '@waybill/testing/object-store-conformance';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAws } from '../aws.ts';
import { createS3ObjectStore } from './s3-object-store.ts';

const aws = useEmbeddedAws();
const bucket = 'conformance';

beforeAll(async () => {
  await aws.platform().aws.s3.send(new CreateBucketCommand({ Bucket: bucket }));
});

describeObjectStore('the object store in S3', () => ({
  store: createS3ObjectStore(aws.platform().aws),
  bucket,
  headOf: async (key) => {
    const head = await aws
      .platform()
      .aws.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return {
      contentType: head.ContentType ?? '',
      cacheControl: head.CacheControl ?? '',
      etag: (head.ETag ?? '').replaceAll('"', ''),
    };
  },
  tagsOf: async (key) => {
    const { TagSet = [] } = await aws
      .platform()
      .aws.s3.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: key }));
    return Object.fromEntries(TagSet.map(({ Key = '', Value = '' }) => [Key, Value]));
  },
}));

describe('the object store in S3', () => {
  it('is unavailable when the connection breaks in the middle of an object', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-length': '1000', etag: '"e"' });
      response.write('half', () => response.destroy());
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const before = process.env.AWS_ENDPOINT_URL;
    process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const broken = createAws();
    try {
      const content = await createS3ObjectStore(broken).get(
        { bucket, key: 'half' },
        { maxBytes: 5_000 },
      );
      if (typeof content === 'string') throw new Error(content);
      await expect(drained(content.chunks)).rejects.toThrow(Unavailable);
    } finally {
      process.env.AWS_ENDPOINT_URL = before;
      broken.close();
      server.close();
    }
  });
});

async function drained(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of chunks) bytes += chunk.length;
  return bytes;
}
