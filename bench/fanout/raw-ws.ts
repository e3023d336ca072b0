import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import type { Contender } from './contender.ts';
import { frameOf } from './event.ts';

/** `ws` as its README broadcasts. */
export function rawWs(): Contender {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  return {
    start: async () => {
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    },
    tell: (from, count) => {
      for (let n = from; n < from + count; n += 1) {
        const text = JSON.stringify(frameOf(n));
        for (const client of server.clients) {
          if (client.readyState === WebSocket.OPEN) client.send(text);
        }
      }
    },
    tickets: () => Promise.resolve([]),
  };
}
