import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { documentsBucket } from '@waybill/contracts/names';
import sharp from 'sharp';
import { useComponent } from '../../../infra/local/component/component.ts';
import { soon } from '../../../infra/local/component/soon.ts';
import { ublInvoice } from '../../../infra/local/scenario/ubl-invoice.ts';
import { documentIdOf, invoiceIdOf } from './ids.ts';
import type { InvoiceRow, InvoiceView } from './invoice-row.ts';

const documents = useComponent('documents', { environment: { DOCUMENT_MAX_BYTES: '300000' } });
const Bucket = `local-${documentsBucket}`;
const s3 = () => documents.platform.aws.s3;
const idOf = (key: string) => documentIdOf(Bucket, key);
const said = (key: string) => documents.said('document-commits', idOf(key));
const told = (number: string) =>
  documents.said('document-commits', invoiceIdOf('invoice', 'DE123456789', number));
const rowOf = (key: string) =>
  documents.table<InvoiceRow>('invoices').get({ documentId: idOf(key) }, { consistent: true });
const count = (kind: string, outcome: string) =>
  documents.metric('waybill_documents_total', { kind, outcome });

async function tagsOf(Key: string): Promise<Record<string, string>> {
  const { TagSet = [] } = await s3().send(new GetObjectTaggingCommand({ Bucket, Key }));
  return Object.fromEntries(TagSet.map(({ Key: name = '', Value = '' }) => [name, Value]));
}

/** Writes an object, and waits until the service has seen to it. */
async function upload(Key: string, Body: string | Buffer): Promise<void> {
  await s3().send(new PutObjectCommand({ Bucket, Key, Body }));
  await soon(async () => expect(Object.keys(await tagsOf(Key))).toContain('waybill-outcome'));
  await documents.settled();
}

/** A notice of an upload, as the default bus brings it. */
async function notice(key: string, sequencer: string, more: object = {}): Promise<string> {
  const { ETag = '' } = await s3().send(new HeadObjectCommand({ Bucket, Key: key }));
  const object = { key, etag: ETag.replaceAll('"', ''), sequencer, ...more };
  return JSON.stringify({
    ...{ version: '0', id: `notice-${sequencer}`, source: 'aws.s3' },
    ...{ 'detail-type': 'Object Created', time: '2026-01-01T00:00:00Z', region: 'us-east-1' },
    detail: { version: '0', bucket: { name: Bucket }, object, reason: 'PutObject' },
  });
}
const picture = (width = 1_200, height = 800) =>
  sharp({ create: { width, height, channels: 3, background: 'red' } });

describe('a supplier’s invoice', () => {
  it('is told once with its goods, filed, and tagged', async () => {
    const key = 'uploads/invoices/a b+c & ü (1).xml';
    await upload(key, ublInvoice({ number: 'R-1' }));
    expect(await told('R-1')).toMatchObject([
      {
        type: 'InvoiceReceived',
        data: {
          ...{ documentId: idOf(key), kind: 'invoice', currency: 'EUR', payable: '25.5' },
          goods: [
            { productId: 'LAMP', quantity: 2 },
            { productId: 'VASE', quantity: 1 },
          ],
          findings: [],
        },
      },
    ]);
    expect((await said(key)).map(({ type }) => type)).toEqual(['InvoiceRead']);
    expect(await rowOf(key)).toMatchObject({
      ...{ status: 'received', key, number: 'R-1', findings: [] },
      totals: { lines: '25.5', payable: '25.5' },
    });
    expect(await tagsOf(key)).toEqual({ 'waybill-outcome': 'received' });
  });

  it('says nothing of persons', async () => {
    const key = 'uploads/invoices/persons.xml';
    await upload(key, ublInvoice({ number: 'R-2' }));
    const everything = JSON.stringify([await told('R-2'), await said(key)]);
    expect(everything).not.toMatch(/example\.org|Lamp Works|DE123456789/);
  });

  it('that does not add up is told all the same, with findings', async () => {
    const key = 'uploads/invoices/wrong.xml';
    await upload(key, ublInvoice({ number: 'R-3', payable: '99.00' }));
    const finding = { code: 'payable-differs', expected: '25.5', stated: '99' };
    expect(await rowOf(key)).toMatchObject({ status: 'received', findings: [finding] });
    expect(await told('R-3')).toMatchObject([{ data: { findings: ['payable-differs'] } }]);
  });

  it('that came before in another file is filed as a duplicate, and not told', async () => {
    const [first, second] = ['uploads/invoices/d1.xml', 'uploads/invoices/d2.xml'];
    await upload(first, ublInvoice({ number: 'R-4' }));
    await upload(second, ublInvoice({ number: 'R-4', lines: [{ product: 'OTHER' }] }));
    expect(await told('R-4')).toHaveLength(1);
    expect(await rowOf(second)).toMatchObject({
      ...{ status: 'duplicate', duplicateOf: idOf(first) },
      findings: [{ code: 'duplicate' }],
    });
    expect(await tagsOf(second)).toEqual({ 'waybill-outcome': 'duplicate' });
  });

  it('is told and filed once though its notice comes three times', async () => {
    const key = 'uploads/invoices/thrice.xml';
    await upload(key, ublInvoice({ number: 'R-5' }));
    const { sequencer = '' } = (await rowOf(key)) ?? {};
    const repeated = await count('invoice', 'repeated');
    for (let i = 0; i < 3; i += 1) await documents.receives(await notice(key, sequencer));
    await documents.settled();
    expect([await told('R-5'), await said(key)].map(({ length }) => length)).toEqual([1, 1]);
    expect(await count('invoice', 'repeated')).toBe(repeated + 3);
  });

  it('that was overwritten is what the newest upload is, whatever the order of the notices', async () => {
    const key = 'uploads/invoices/overwritten.xml';
    await upload(key, ublInvoice({ number: 'R-6' }));
    await upload(key, ublInvoice({ number: 'R-7' }));
    const newest = await rowOf(key);
    expect(newest).toMatchObject({ number: 'R-7' });
    const superseded = await count('invoice', 'superseded');
    await documents.receives(await notice(key, '00000000000001'));
    await documents.settled();
    expect(await rowOf(key)).toEqual(newest);
    expect(await count('invoice', 'superseded')).toBe(superseded + 1);
    expect((await said(key)).length).toBe(2);
  });

  it('is not read for a notice of what was overwritten since', async () => {
    const key = 'uploads/invoices/etag.xml';
    await upload(key, ublInvoice({ number: 'R-8' }));
    await documents.receives(await notice(key, 'FF', { etag: 'of-another-content' }));
    await documents.settled();
    expect(await said(key)).toHaveLength(1);
  });

  it('that is gone by the time is acknowledged and counted', async () => {
    const key = 'uploads/invoices/gone.xml';
    await upload(key, ublInvoice({ number: 'R-9' }));
    const body = await notice(key, 'FF');
    await s3().send(new DeleteObjectCommand({ Bucket, Key: key }));
    const gone = await count('invoice', 'gone');
    await documents.receives(body);
    await documents.settled();
    expect(await count('invoice', 'gone')).toBe(gone + 1);
    expect(await documents.deadLetters()).toEqual([]);
  });

  it('waits while S3 is away', async () => {
    const key = 'uploads/invoices/away.xml';
    let failures = 0;
    documents.intercept(({ operation }, next) => {
      if (operation !== 'GetObject' || failures >= 3) return next();
      failures += 1;
      throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    });
    await upload(key, ublInvoice({ number: 'R-10' }));
    expect(failures).toBe(3);
    expect(await told('R-10')).toHaveLength(1);
    const labels = { outcome: 'unavailable' };
    expect(await documents.metric('waybill_messages_total', labels)).toBeGreaterThanOrEqual(3);
  });

  it('is told once when the process dies between telling and filing', async () => {
    const key = 'uploads/invoices/crash.xml';
    let isCrashed = false;
    documents.intercept(({ operation, input }, next) => {
      const isFiling = operation === 'TransactWriteItems' && JSON.stringify(input).includes('R-11');
      if (isCrashed || !isFiling) return next();
      isCrashed = true;
      throw new Error('the process died');
    });
    await upload(key, ublInvoice({ number: 'R-11' }));
    expect(isCrashed).toBe(true);
    expect(await told('R-11')).toHaveLength(1);
    expect(await rowOf(key)).toMatchObject({ status: 'received', findings: [] });
  });
});

describe('a file of no use', () => {
  it('is rejected with a reason, tagged, shown to staff and acknowledged', async () => {
    const key = 'uploads/invoices/broken.xml';
    await upload(key, ublInvoice().slice(0, 500));
    const [rejected] = await said(key);
    const reason = 'The XML is not well-formed or ends in the middle (near line 9).';
    expect(rejected).toMatchObject({
      type: 'DocumentRejected',
      data: { key, code: 'xml-broken', reason },
    });
    expect(await rowOf(key)).toMatchObject({ status: 'rejected', reason });
    expect(await tagsOf(key)).toEqual({
      'waybill-outcome': 'rejected',
      'waybill-reason': 'The XML is not well-formed or ends in the middle  near line 9 .',
    });
    expect(await documents.deadLetters()).toEqual([]);
  });

  it('may be mended by another upload', async () => {
    const key = 'uploads/invoices/mended.xml';
    await upload(key, '');
    expect(await rowOf(key)).toMatchObject({ status: 'rejected', reason: 'The file is empty.' });
    await upload(key, ublInvoice({ number: 'R-12' }));
    expect(await rowOf(key)).toMatchObject({ status: 'received', number: 'R-12' });
    expect(await tagsOf(key)).toEqual({ 'waybill-outcome': 'received' });
  });

  it('is too large', async () => {
    const key = 'uploads/invoices/large.xml';
    await upload(key, ' '.repeat(300_001));
    expect(await said(key)).toMatchObject([{ data: { code: 'too-large' } }]);
  });

  it('is counted and left where nothing is expected', async () => {
    const before = await count('other', 'ignored');
    const Key = 'uploads/notes.txt';
    await s3().send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    await soon(async () => expect(await count('other', 'ignored')).toBe(before + 1));
    await documents.settled();
    expect([await said(Key), await tagsOf(Key)]).toEqual([[], {}]);
  });
});

describe('a product’s picture', () => {
  interface Told {
    data: { thumbnails: { size: number; width: number; height: number; key: string }[] };
  }
  const tellsOf = async (key: string) => (await said(key)) as unknown as Told[];

  it('becomes three upright WebP thumbnails without metadata, for ever, where nobody watches', async () => {
    const key = 'uploads/images/LAMP.jpg';
    const body = await picture()
      .withExif({ IFD0: { Copyright: 'Ann Other' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    await upload(key, body);
    const [told1] = await tellsOf(key);
    expect(told1).toMatchObject({ type: 'ImageProcessed', data: { productId: 'LAMP' } });
    const sizes = (told1?.data.thumbnails ?? []).map((t) => [t.size, t.width, t.height]);
    expect(sizes).toEqual([
      [960, 640, 960],
      [320, 213, 320],
      [96, 64, 96],
    ]);
    for (const { key: Key, width, height } of told1?.data.thumbnails ?? []) {
      expect(Key).toMatch(/^thumbnails\/LAMP\/\d+-[0-9a-f]{32}\.webp$/);
      const object = await s3().send(new GetObjectCommand({ Bucket, Key }));
      expect(object.ContentType).toBe('image/webp');
      expect(object.CacheControl).toBe('public, max-age=31536000, immutable');
      const bytes = Buffer.from((await object.Body?.transformToByteArray()) ?? []);
      const made = await sharp(bytes).metadata();
      expect(made).toMatchObject({ format: 'webp', width, height });
      for (const name of ['exif', 'icc', 'xmp', 'orientation'])
        expect(made).not.toHaveProperty(name);
    }
    expect(await count('other', 'ignored')).toBeLessThanOrEqual(1);
  });

  it('is another object when it is overwritten, and the same when it is not', async () => {
    const key = 'uploads/images/VASE.png';
    const keysOf = (told2: Told | undefined) => told2?.data.thumbnails.map((t) => t.key) ?? [];
    const body = await picture(200, 100).png().toBuffer();
    await upload(key, body);
    await upload(key, body);
    await upload(key, await picture(100, 200).png().toBuffer());
    const [first, again, other] = await tellsOf(key);
    expect(keysOf(again)).toEqual(keysOf(first));
    expect(keysOf(other).some((each) => keysOf(first).includes(each))).toBe(false);
  });

  it('is told once when the process dies between the thumbnails and the commit', async () => {
    const key = 'uploads/images/CRASH.png';
    let isCrashed = false;
    documents.intercept(({ operation, input }, next) => {
      const isCommit = operation === 'PutItem' && JSON.stringify(input).includes('ImageProcessed');
      if (isCrashed || !isCommit) return next();
      isCrashed = true;
      throw new Error('the process died');
    });
    await upload(key, await picture(300, 300).png().toBuffer());
    expect(isCrashed).toBe(true);
    expect(await said(key)).toHaveLength(1);
    const Prefix = 'thumbnails/CRASH/';
    const { KeyCount } = await s3().send(new ListObjectsV2Command({ Bucket, Prefix }));
    expect(KeyCount).toBe(3);
  });

  it('whose name tells of no product is rejected', async () => {
    const key = 'uploads/images/my lamp.png';
    await upload(key, await picture(10, 10).png().toBuffer());
    expect(await said(key)).toMatchObject([{ data: { code: 'no-product' } }]);
  });
});

describe('the response of documents', () => {
  interface Page {
    readonly invoices: readonly InvoiceView[];
    readonly nextCursor?: string;
  }
  const staff = () => documents.client('mia', 'staff');

  it('is for staff alone', async () => {
    const customer = await documents.client('cust-1');
    expect((await customer.get('/invoices')).status).toBe(403);
    const anybody = await documents.client();
    expect((await anybody.get('/invoices')).status).toBe(401);
    expect((await anybody.get(`/invoices/${idOf('x')}`)).status).toBe(401);
  });

  it('is an invoice with its lines, or a 404', async () => {
    const key = 'uploads/invoices/shown.xml';
    await upload(key, ublInvoice({ number: 'R-20' }));
    const client = await staff();
    const answer = await client.get(`/invoices/${idOf(key)}`);
    expect([answer.status, answer.body]).toMatchObject([
      200,
      { number: 'R-20', lines: [{ productId: 'LAMP', quantity: '2', amount: '20' }, {}] },
    ]);
    expect(answer.body).not.toHaveProperty('shelf');
    for (const id of [idOf('none'), 'x', 'document-1']) {
      expect((await client.get(`/invoices/${id}`)).status).toBe(404);
    }
  });

  it('is every upload once, page by page, the newest first', async () => {
    const client = await staff();
    const seen: InvoiceView[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: 3, ...(cursor && { cursor }) };
      const { invoices, nextCursor } = (await client.get('/invoices').query(query)).body as Page;
      expect(invoices.length).toBeLessThanOrEqual(3);
      seen.push(...invoices);
      cursor = nextCursor;
    } while (cursor);
    const ids = seen.map(({ documentId }) => documentId);
    expect(ids.length).toBeGreaterThan(3);
    expect(new Set(ids).size).toBe(ids.length);
    const times = seen.map(({ uploadedAt }) => uploadedAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(seen[0]).not.toHaveProperty('lines');
    expect((await client.get('/invoices?cursor=x')).status).toBe(400);
    expect((await client.get('/invoices?limit=0')).status).toBe(400);
  });
});

describe('the calls for an invoice', () => {
  it('are few', async () => {
    const Key = 'uploads/invoices/calls.xml';
    const calls = await documents.callsDuring(() => upload(Key, ublInvoice({ number: 'R-30' })));
    const { GetObject, PutItem, TransactWriteItems, PutObjectTagging, Query = 0 } = calls;
    expect([GetObject, PutItem, TransactWriteItems, PutObjectTagging]).toEqual([1, 1, 1, 1]);
    expect(Query).toBeLessThanOrEqual(5);
  });
});
