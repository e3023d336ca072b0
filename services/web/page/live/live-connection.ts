import type { ServerFrame } from '@waybill/contracts/live-protocol';
import { Listeners } from '../session/listeners.ts';
import type { LiveSocket, LiveWorld } from './live-socket.ts';
import { Topic, type TopicListener } from './topic.ts';

/** `idle`: nothing is watched. `offline`: the connection is lost, and will be tried again. */
export type LiveStatus = 'idle' | 'connecting' | 'live' | 'offline';

const protocol = 'waybill.v1';
const backoffBaseMs = 500;
const backoffCapMs = 15_000;
const lingerMs = 5_000;
const openWithinMs = 10_000;
const renewBeforeMs = 60_000;
/** A connection that ends sooner was none: the next is tried after a longer pause. */
const stableAfterMs = 10_000;

/**
 * One connection for all that a tab watches, by docs/live.md. It is there while something is watched; a lost one is opened
 * again after a while that doubles, with full jitter, and each order goes on from the version that was told last.
 */
export class LiveConnection {
  readonly #world: LiveWorld;
  readonly #topics = new Map<string, Topic>();
  readonly #changed = new Listeners();
  #socket: LiveSocket | undefined;
  #status: LiveStatus = 'idle';
  #attempts = 0;
  #askedPauseMs: number | undefined;
  /** What ends the timers of each purpose. */
  readonly #timers = new Map<string, () => void>();

  constructor(world: LiveWorld) {
    this.#world = world;
  }

  readonly status = (): LiveStatus => this.#status;
  readonly onStatus = (listener: () => void): (() => void) => this.#changed.add(listener);

  /** Tells of a topic until the returned function is called. */
  watch(name: string, listener: TopicListener): () => void {
    this.#stopTimer('linger');
    const known = this.#topics.get(name);
    const topic = known ?? new Topic(name);
    this.#topics.set(name, topic);
    topic.listeners.add(listener);
    if (this.#status === 'live' && !known) this.#send(topic.subscription());
    if (this.#status === 'idle') void this.#connect();
    return () => {
      topic.listeners.delete(listener);
      if (topic.listeners.size === 0 && this.#topics.get(name) === topic) this.#drop(topic);
    };
  }

  /** The network is back, or somebody looks again: what waits to be tried is tried now. */
  wake(): void {
    // A server that restarts has asked for its pause.
    if (this.#status === 'offline' && this.#askedPauseMs === undefined) void this.#connect();
    else if (this.#status === 'live') this.#ping();
  }

  /** Somebody else is signed in: what they may see is theirs alone. */
  reset(): void {
    for (const topic of this.#topics.values()) topic.forget();
    if (this.#status === 'idle') return;
    this.#attempts = 0;
    this.#lose(this.#socket);
    this.#askedPauseMs = undefined;
    this.wake();
  }

  #drop(topic: Topic): void {
    this.#topics.delete(topic.name);
    if (this.#status === 'live') this.#send({ type: 'unsubscribe', topic: topic.name });
    if (this.#topics.size === 0) this.#timer('linger', lingerMs, () => this.#end());
  }

  #end(): void {
    this.#lose(this.#socket);
    this.#stopTimer('reconnect');
    this.#become('idle');
  }

  async #connect(): Promise<void> {
    this.#stopTimer('reconnect');
    this.#askedPauseMs = undefined;
    this.#become('connecting');
    // Stands for the attempt until there is a socket: whatever ends it makes what comes later meaningless.
    const attempt = {
      send: () => undefined,
      close: () => undefined,
      onmessage: null,
      onclose: null,
    };
    this.#socket = attempt;
    try {
      const ticket = await this.#world.ticket();
      if (this.#socket !== attempt) return;
      const socket = this.#world.open([protocol, `ticket.${ticket}`]);
      this.#socket = socket;
      socket.onmessage = ({ data }) => {
        if (this.#socket === socket) this.#hear(JSON.parse(String(data)) as ServerFrame);
      };
      socket.onclose = () => this.#lose(socket);
      this.#timer('silence', openWithinMs, () => this.#lose(socket));
    } catch {
      this.#lose(attempt);
    }
  }

  /** The connection is gone, or as good as gone. */
  #lose(socket: LiveSocket | undefined): void {
    if (socket === undefined || this.#socket !== socket) return;
    this.#socket = undefined;
    for (const purpose of ['silence', 'ping', 'renew', 'stable']) this.#stopTimer(purpose);
    socket.onclose = null;
    socket.close();
    this.#become('offline');
    const pauseMs = this.#askedPauseMs ?? this.#backoff(this.#attempts++);
    this.#timer('reconnect', pauseMs, () => void this.#connect());
  }

  #hear(frame: ServerFrame): void {
    switch (frame.type) {
      case 'welcome':
        this.#welcome(frame);
        return;
      case 'renewed':
        this.#renewBefore(frame.expiresAt);
        break;
      case 'restarting':
        this.#askedPauseMs = frame.retryAfterMs;
        break;
      case 'snapshot':
      case 'missed':
      case 'updates':
        this.#topics.get(frame.topic)?.tell(frame);
        break;
      case 'error':
        this.#refused(frame);
        break;
    }
    this.#expectMore();
  }

  #welcome({ heartbeatMs, expiresAt }: Extract<ServerFrame, { type: 'welcome' }>): void {
    this.#timer('stable', stableAfterMs, () => (this.#attempts = 0));
    this.#heartbeatMs = heartbeatMs;
    this.#become('live');
    this.#expectMore();
    this.#keepAlive();
    this.#renewBefore(expiresAt);
    for (const topic of this.#topics.values()) this.#send(topic.subscription());
  }

  #heartbeatMs = 25_000;

  /** Two heartbeats without a word, and nobody is there. */
  #expectMore(): void {
    const socket = this.#socket;
    this.#timer('silence', 2 * this.#heartbeatMs, () => this.#lose(socket));
  }

  #keepAlive(): void {
    this.#timer('ping', this.#heartbeatMs * 0.8, () => {
      this.#ping();
      this.#keepAlive();
    });
  }

  #ping(): void {
    this.#send({ type: 'ping' });
  }

  #renewBefore(expiresAt: string): void {
    const inMs = Math.max(1_000, Date.parse(expiresAt) - this.#world.now() - renewBeforeMs);
    // Later than a timer can be set for, the next connection renews.
    if (inMs > 2_000_000_000) return;
    this.#timer('renew', inMs, () => {
      this.#world.ticket().then(
        (ticket) => this.#send({ type: 'renew', ticket }),
        // The connection ends with its token then, and the next one asks again.
        () => undefined,
      );
    });
  }

  #refused(frame: Extract<ServerFrame, { type: 'error' }>): void {
    const topic = frame.topic === undefined ? undefined : this.#topics.get(frame.topic);
    if (!topic || frame.code === 'already-subscribed') return;
    if (frame.code !== 'unavailable') {
      topic.tell(frame);
      return;
    }
    this.#timer(topic.name, this.#backoff(topic.failed()), () => {
      if (this.#topics.get(topic.name) === topic) this.#send(topic.subscription());
    });
  }

  #send(frame: object): void {
    if (this.#status === 'live') this.#socket?.send(JSON.stringify(frame));
  }

  #backoff(attempts: number): number {
    return this.#world.random() * Math.min(backoffCapMs, backoffBaseMs * 2 ** attempts);
  }

  #become(status: LiveStatus): void {
    if (this.#status === status) return;
    this.#status = status;
    this.#changed.tell();
  }

  #timer(purpose: string, ms: number, then: () => void): void {
    this.#stopTimer(purpose);
    this.#timers.set(purpose, this.#world.after(ms, then));
  }

  #stopTimer(purpose: string): void {
    this.#timers.get(purpose)?.();
    this.#timers.delete(purpose);
  }
}
