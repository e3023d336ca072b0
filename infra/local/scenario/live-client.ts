import {
  liveProtocol,
  ticketPrefix,
  type ClientFrame,
  type OrderUpdate,
  type ServerFrame,
} from '@waybill/contracts/live-protocol';
import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';
import { eventually } from './eventually.ts';

/** How a connection ended. */
export interface Closed {
  readonly code: number;
  readonly reason: string;
}

type FrameOf<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>;

/** A connection to the gateway, and everything that was heard on it. */
export class LiveClient {
  readonly ws: WebSocket;
  readonly frames: ServerFrame[] = [];
  closed: Closed | undefined;

  constructor(ws: WebSocket) {
    this.ws = ws;
    ws.on('message', (data: Buffer) => {
      this.frames.push(JSON.parse(data.toString()) as ServerFrame);
    });
    ws.on('close', (code, reason) => (this.closed = { code, reason: reason.toString() }));
    ws.on('error', () => undefined);
  }

  say(frame: ClientFrame): void {
    this.ws.send(JSON.stringify(frame));
  }

  /** The first frame of the type, once it has come. */
  hears<T extends ServerFrame['type']>(type: T, topic?: string): Promise<FrameOf<T>> {
    return eventually(() => {
      const found = this.frames.find(
        (frame) =>
          frame.type === type &&
          (topic === undefined || ('topic' in frame && frame.topic === topic)),
      );
      if (!found) throw new Error(`no ${type} in ${JSON.stringify(this.frames)}`);
      return found as FrameOf<T>;
    }, 10_000);
  }

  /** Everything that was told of a topic, missed or new, in the order in which it came. */
  updates(topic: string): OrderUpdate[] {
    return this.frames.flatMap((frame) => {
      const isNews = frame.type === 'missed' || frame.type === 'updates';
      return isNews && frame.topic === topic ? frame.updates : [];
    });
  }

  ends(): Promise<Closed> {
    return eventually(() => {
      if (!this.closed) throw new Error('the connection is open');
      return this.closed;
    }, 15_000);
  }

  close(): void {
    this.ws.terminate();
  }
}

/** How to connect, where it is not the usual. */
export interface Connecting {
  readonly ticket?: string;
  readonly protocols?: readonly string[];
  readonly path?: string;
  readonly options?: ClientOptions;
}

/** Begins to connect to the gateway at `url` (HTTP). */
export function dial(
  url: string,
  { ticket, protocols = [liveProtocol], path = '/ws', options }: Connecting = {},
): LiveClient {
  const offered = [...protocols, ...(ticket === undefined ? [] : [`${ticketPrefix}${ticket}`])];
  const ws = new WebSocket(`${url.replace(/^http/, 'ws')}${path}`, offered, options);
  return new LiveClient(ws);
}

/** Connects, and resolves when the ticket was found good. */
export async function connectLive(url: string, ticket: string): Promise<LiveClient> {
  const client = dial(url, { ticket });
  await client.hears('welcome');
  return client;
}

/** The answer to a request that did not become a connection. */
export async function refusalOf({ ws }: LiveClient): Promise<{ status: number; code: string }> {
  const [, response] = (await once(ws, 'unexpected-response')) as [
    unknown,
    AsyncIterable<Buffer> & { statusCode: number },
  ];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const { code } = JSON.parse(Buffer.concat(chunks).toString()) as { code: string };
  return { status: response.statusCode, code };
}
