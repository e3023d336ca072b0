import type { ObjectStore } from '@waybill/runtime/objects/object-store';
import { notFound, Problem } from '@waybill/runtime/http/problem';
import compression from 'compression';
import express, { Router, type RequestHandler, type Response } from 'express';
import { pipeline } from 'node:stream/promises';

/** What the routes work with. */
export interface Adapters {
  /** Where the built page is. */
  readonly directory: string;
  readonly policy: string;
  /** What `GET /page-config.json` answers; holds no secret. */
  readonly pageConfig: object;
  readonly pictures: { readonly objects: ObjectStore; readonly bucket: string };
}

/** The addresses that `services/web/page/app.tsx` shows something at. */
const pagePaths = ['/', '/basket', '/checkout', '/my/*rest', '/desk', '/desk/*rest', '/signed-in'];
const forEver = 'public, max-age=31536000, immutable';
const maxPictureBytes = 5_000_000;
const thumbnailName = /^thumbnails\/[A-Za-z0-9][\w.-]{0,39}\/[\w-]{1,100}\.webp$/;

export function routes({ directory, policy, pageConfig, pictures }: Adapters): Router {
  const router = Router();
  const small = compression();

  // Named by their content, so that what a browser has never needs to be asked for again.
  router.use(
    '/assets',
    small,
    express.static(`${directory}/assets`, { immutable: true, maxAge: '1y' }),
  );

  router.get('/page-config.json', (_, response) => {
    response.set('cache-control', 'no-cache').json(pageConfig);
  });

  router.get('/pictures/*key', async (request, response) => {
    await sendPicture(pictures, keyIn(request.params), response);
  });

  router.get(pagePaths, small, sendPage(directory, policy));
  return router;
}

function sendPage(directory: string, policy: string): RequestHandler {
  const headers = {
    'cache-control': 'no-cache',
    'content-security-policy': policy,
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };
  return (_, response, next) => {
    response
      .set(headers)
      .sendFile(
        'index.html',
        { root: directory, cacheControl: false },
        (error: NodeJS.ErrnoException | undefined) => {
          const isMissing = error?.code === 'ENOENT';
          if (isMissing)
            next(new Problem(503, 'page-not-built', 'PAGE_DIR holds no page: npm run build'));
          else if (error && !response.headersSent) next(error);
        },
      );
  };
}

function keyIn({ key }: { key?: string | string[] }): string {
  return [key].flat().join('/');
}

async function sendPicture(
  { objects, bucket }: Adapters['pictures'],
  key: string,
  response: Response,
): Promise<void> {
  // Of the bucket, thumbnails alone are for everybody.
  if (!thumbnailName.test(key)) throw notFound('No such picture');
  const abort = new AbortController();
  response.on('close', () => {
    abort.abort();
  });
  const found = await objects.get(
    { bucket, key },
    { maxBytes: maxPictureBytes, signal: abort.signal },
  );
  if (found === 'gone' || found === 'changed') throw notFound('No such picture');
  response
    .type('image/webp')
    .set({ 'cache-control': forEver, 'x-content-type-options': 'nosniff' });
  await pipeline(found.chunks, response);
}
