import { PutObjectCommand } from '@aws-sdk/client-s3';
import { documentsBucket } from '@waybill/contracts/names';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useComponent } from '../../../infra/local/component/component.ts';

const directory = mkdtempSync(join(tmpdir(), 'page-'));
const html = '<!doctype html><title>Waybill</title>';
mkdirSync(join(directory, 'assets'));
writeFileSync(join(directory, 'index.html'), html);
writeFileSync(join(directory, 'assets/main-1.js'), 'x'.repeat(5_000));
afterAll(() => rmSync(directory, { recursive: true }));

const web = useComponent('web', { environment: { PAGE_DIR: directory } });

describe('the page', () => {
  it.each(['/', '/basket', '/my/orders/ord-1', '/desk', '/desk/queues', '/signed-in'])(
    'is shown at %s, under a strict policy, and asked for anew each time',
    async (path) => {
      const { status, text, headers } = await (await web.client()).get(path);
      expect([status, text]).toEqual([200, html]);
      expect(headers['cache-control']).toBe('no-cache');
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
      expect(headers['content-security-policy']).not.toMatch(/unsafe|\*|data:/);
      expect(headers['x-content-type-options']).toBe('nosniff');
    },
  );

  it.each([
    '/orders',
    '/operations/queues',
    '/nothing',
    '/assets/other.js',
    '/assets/../index.html',
  ])('is not shown at %s', async (path) => {
    const { status, headers } = await (await web.client()).get(path);
    expect([status, headers['content-type']]).toEqual([404, expect.stringMatching(/problem/)]);
  });

  it('is made of parts that are kept for ever, and sent small', async () => {
    const client = await web.client();
    const { status, headers } = await client
      .get('/assets/main-1.js')
      .set('accept-encoding', 'gzip');
    expect(status).toBe(200);
    expect(headers['cache-control']).toMatch(/immutable/);
    expect(headers['content-encoding']).toBe('gzip');
  });

  it('is told how people sign in, and no secret', async () => {
    const response = await (await web.client()).get('/page-config.json');
    expect(response.body).toEqual({
      ...{ shopName: 'The Waybill Shop', signIn: { kind: 'dev' } },
      sandboxCards: true,
    });
  });
});

describe('a picture', () => {
  const key = 'thumbnails/LAMP.v2/96-abc_DEF.webp';
  beforeAll(async () => {
    const { aws, name } = web.platform;
    const Bucket = name(documentsBucket);
    for (const Key of [key, 'uploads/invoices/secret.webp', 'thumbnails/LAMP/notes.txt']) {
      await aws.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'RIFF' }));
    }
  });

  it('is shown, and kept for ever', async () => {
    const response = await (await web.client()).get(`/pictures/${key}`).buffer();
    const headers = response.headers as Record<string, string>;
    expect([response.status, String(response.body)]).toEqual([200, 'RIFF']);
    expect(headers['content-type']).toBe('image/webp');
    expect(headers['cache-control']).toMatch(/immutable/);
  });

  it.each([
    'thumbnails/LAMP/1-gone.webp',
    'uploads/invoices/secret.webp',
    'thumbnails/../uploads/invoices/secret.webp',
    'thumbnails/..%2Fuploads/invoices/secret.webp',
    'thumbnails/%2e%2e/secret.webp',
    'thumbnails/LAMP/notes.txt',
    'thumbnails/LAMP/%00.webp',
  ])('is not what is at %s', async (path) => {
    const { status } = await (await web.client()).get(`/pictures/${path}`);
    expect(status).toBe(404);
  });
});
