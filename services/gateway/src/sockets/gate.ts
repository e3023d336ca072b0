import { liveProtocol, ticketPrefix } from '@waybill/contracts/live-protocol';
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** Why a request does not become a connection. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

/** What a request says before it is a connection. `ticket` if it was given here. */
export type Admission = { readonly ticket?: string } | Refusal;

/** Judges a request by what it says in its head, before anything is done for it. */
export function admissionOf(
  { url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>,
  origins: ReadonlySet<string>,
): Admission {
  if (url.includes('?')) {
    const detail = 'Give the ticket as a subprotocol or in the first frame: addresses are logged';
    return { status: 400, code: 'query-not-allowed', detail };
  }
  // Only browsers send an origin, and only they must be kept from sending another page's user.
  if (headers.origin !== undefined && !origins.has(headers.origin)) {
    return { status: 403, code: 'origin-not-allowed', detail: 'Not from this page' };
  }
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());
  if (!offered.includes(liveProtocol)) {
    return { status: 400, code: 'unsupported-protocol', detail: `Offer ${liveProtocol}` };
  }
  const tickets = offered.filter((each) => each.startsWith(ticketPrefix));
  if (tickets.length > 1) {
    return { status: 400, code: 'several-tickets', detail: 'Give one ticket' };
  }
  return { ticket: tickets[0]?.slice(ticketPrefix.length) };
}

/** Answers a request that does not become a connection. */
export function refuse(socket: Duplex, { status, code, detail }: Refusal): void {
  const title = STATUS_CODES[status] ?? 'Error';
  const problem = { type: `urn:waybill:problem:${code}`, title, status, code, detail };
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    'Connection: close',
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
