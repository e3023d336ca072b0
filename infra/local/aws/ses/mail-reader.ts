import { jsonAnswer, type WireRequest, type WireResponse } from '../emulator.ts';
import { asLocalStackShows, asSesV2LocalShows } from './mail.ts';
import type { Outbox } from './outbox.ts';

/**
 * Shows what was sent, to tests and people; undefined if the request is not for that.
 * Beside LocalStack's own `id` and `email`, `tag.NAME=VALUE` chooses by a mail's tags.
 */
export function readMails({ method, url }: WireRequest, outbox: Outbox): WireResponse | undefined {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  if (pathname === '/_aws/ses') {
    const id = searchParams.get('id');
    const email = searchParams.get('email');
    if (method === 'DELETE') {
      outbox.clear();
      return { status: 204, headers: {}, body: '' };
    }
    const tags = [...searchParams].filter(([key]) => key.startsWith('tag.'));
    const messages = outbox.mails
      .filter(
        (mail) =>
          (id === null || mail.id === id) &&
          (email === null || mail.source === email) &&
          tags.every(([key, value]) => mail.tags[key.slice('tag.'.length)] === value),
      )
      .map(asLocalStackShows);
    return asJson({ messages });
  }
  if (pathname === '/store') {
    const since = Number(searchParams.get('since') ?? 0);
    const emails = outbox.mails.filter(({ sentAtMs }) => sentAtMs >= since * 1000);
    return asJson({ templates: {}, emails: emails.map(asSesV2LocalShows) });
  }
  return undefined;
}

function asJson(body: unknown): WireResponse {
  return { ...jsonAnswer(body), headers: { 'content-type': 'application/json' } };
}
