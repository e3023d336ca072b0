import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { eventually } from './eventually.ts';

/** A call that stands still. */
export interface HeldCall {
  /** Resolves when it stands there. */
  arrived(): Promise<void>;
  letThrough(): void;
}

/** A provider's front door: leads every call on, and makes chosen ones stand still. */
export interface FrontDoor {
  readonly url: string;
  leadTo(url: string): void;
  /**
   * Holds a call, such as `PUT /payments/payment-1`, before the provider has heard of it, or its answer when the
   * provider has done it.
   */
  keepBack(what: 'call' | 'answer', call: string): HeldCall;
  close(): void;
}

/** Opens a front door on a free port. */
export async function openFrontDoor(): Promise<FrontDoor> {
  const stops = new Map<string, { isThere: boolean; open: Promise<void> }>();
  let target = '';

  async function standStill(at: string): Promise<void> {
    const stop = stops.get(at);
    if (!stop) return;
    stop.isThere = true;
    await stop.open;
  }

  async function lead(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    const body = method === 'GET' ? undefined : await text(request);
    await standStill(`call ${method} ${url}`);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(target + url, { method, body, headers });
    const said = await answer.text();
    await standStill(`answer ${method} ${url}`);
    response.writeHead(answer.status, headers).end(said);
  }

  const server = createServer((request, response) => {
    lead(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo: (url) => void (target = url),
    keepBack(what, call) {
      let open = (): void => undefined;
      const stop = { isThere: false, open: new Promise<void>((resolve) => (open = resolve)) };
      stops.set(`${what} ${call}`, stop);
      const arrived = () =>
        eventually(() => {
          if (!stop.isThere) throw new Error(`no ${what} of ${call} yet`);
        });
      return { arrived, letThrough: () => open() };
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
