import {
  clientFrames,
  closings,
  type ClientFrame,
  type Closing,
  type ServerFrame,
} from '@waybill/contracts/live-protocol';
import { violations } from '@waybill/contracts/validation';
import type { Platform } from '@waybill/runtime/platform';
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { TokenBucket } from '../domain/token-bucket.ts';
import type { Line } from '../line.ts';
import { encodeFrame } from './frame.ts';
import { writeTogether, type Outbox } from './outbox.ts';

/** The most that waits for a reader, in bytes. It is told to come back, and then misses nothing. */
export const maxWaitingBytes = 1_000_000;
/** What a person's page needs, with a reserve. Pings of WebSocket count too. */
const rate = { burst: 60, perSecond: 10 };

/** A WebSocket as the protocol's line: frames in, frames out, within bounds. */
export class Connection implements Line {
  readonly #ws: WebSocket;
  readonly #socket: Duplex;
  readonly #outbox: Outbox;
  readonly #platform: Pick<Platform, 'log' | 'metrics' | 'now'>;
  readonly #bucket: TokenBucket;
  #waiting: Buffer[] = [];
  #isAlive = true;

  constructor(
    platform: Pick<Platform, 'log' | 'metrics' | 'now'>,
    { ws, socket, outbox }: { ws: WebSocket; socket: Duplex; outbox: Outbox },
  ) {
    this.#ws = ws;
    this.#socket = socket;
    this.#outbox = outbox;
    this.#platform = platform;
    this.#bucket = new TokenBucket(rate, platform.now().getTime());
  }

  /** Hands every good frame on, until the connection has ended. */
  open(take: (frame: ClientFrame) => void, ended: () => void): void {
    this.#ws.on('message', (data: Buffer, isBinary) => {
      if (!this.#isOpen() || !this.#mayPass()) return;
      if (isBinary) this.close('unsupported-data');
      else this.#read(data.toString(), take);
    });
    this.#ws.on('ping', () => void this.#mayPass());
    this.#ws.on('pong', () => (this.#isAlive = true));
    this.#ws.on('close', ended);
    // What breaks the rules of WebSocket is closed by `ws` with the code for it: 1002, 1007 or 1009.
    this.#ws.on('error', (error) => {
      const reason = (error as Error & { code?: string }).code ?? 'broken';
      this.#platform.metrics.connectionsClosed.inc({ reason });
    });
  }

  send(frame: ServerFrame): void {
    this.tell(encodeFrame(frame));
  }

  tell(frame: Buffer): void {
    if (!this.#isOpen()) return;
    if (this.#waiting.length === 0) this.#outbox.add(this);
    this.#waiting.push(frame);
  }

  flush(): void {
    const frames = this.#waiting;
    this.#waiting = [];
    if (frames.length === 0 || !this.#isOpen()) return;
    if (this.#socket.writableLength > maxWaitingBytes) {
      this.#platform.metrics.slowReaders.inc();
      this.close('slow-reader');
      return;
    }
    writeTogether(this.#socket, frames);
  }

  close(why: Closing): void {
    if (!this.#isOpen()) return;
    this.flush();
    // It may have been found too slow.
    if (!this.#isOpen()) return;
    this.#platform.metrics.connectionsClosed.inc({ reason: why });
    this.#ws.close(closings[why], why);
  }

  /** Ends it without a word. */
  terminate(): void {
    this.#ws.terminate();
  }

  /** Asks whether anybody is there. Who has not answered since the last time is gone. */
  beat(): void {
    if (!this.#isOpen()) return;
    if (!this.#isAlive) {
      this.#platform.metrics.connectionsClosed.inc({ reason: 'silent' });
      this.terminate();
      return;
    }
    this.#isAlive = false;
    this.#ws.ping();
  }

  #isOpen(): boolean {
    return this.#ws.readyState === WebSocket.OPEN;
  }

  #read(text: string, take: (frame: ClientFrame) => void): void {
    let frame: unknown;
    try {
      frame = JSON.parse(text);
    } catch {
      this.close('malformed-json');
      return;
    }
    const { type } = (frame ?? {}) as { type?: unknown };
    const schema = Object.entries(clientFrames).find(([name]) => name === type)?.[1];
    const [wrong] = schema
      ? violations(schema, frame)
      : [{ field: '/type', message: 'is unknown' }];
    if (wrong) {
      const message = `${wrong.field || 'the frame'} ${wrong.message}`;
      this.send({ type: 'error', code: 'invalid-frame', message });
      return;
    }
    take(frame as ClientFrame);
  }

  #mayPass(): boolean {
    if (this.#bucket.take(this.#platform.now().getTime())) return true;
    this.close('rate-limited');
    return false;
  }
}
