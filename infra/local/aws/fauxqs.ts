import { buildApp } from 'fauxqs';

import type { WireRequest, WireResponse } from './emulator.ts';

/** fauxqs in this process, without a port of its own. */
export interface Fauxqs {
  request(request: WireRequest): Promise<WireResponse>;
  stop(): Promise<void>;
}

/** fauxqs stops at 11 MiB, but a single PutObject may be larger. */
const bodyLimitBytes = 64 * 1024 * 1024;

/** Builds one fauxqs, which serves the mechanics of SQS and of S3. */
export async function createFauxqs(): Promise<Fauxqs> {
  const app = buildApp({ logger: false });
  app.removeContentTypeParser('*');
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: bodyLimitBytes },
    (_request, body, done) => {
      done(null, body);
    },
  );
  await app.ready();
  return {
    async request({ method, url, headers, body }) {
      const answer = await app.inject({
        method: method as 'POST',
        url,
        headers,
        ...(body.length > 0 && { payload: body }),
      });
      return {
        status: answer.statusCode,
        headers: Object.fromEntries(
          Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
        ),
        body: answer.rawPayload,
      };
    },
    stop: () => app.close(),
  };
}
