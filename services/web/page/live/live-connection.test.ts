import { LiveConnection } from './live-connection.ts';
import type { LiveSocket } from './live-socket.ts';
import type { TopicFrame } from './topic.ts';

class FakeSocket implements LiveSocket {
  onmessage: LiveSocket['onmessage'] = null;
  onclose: LiveSocket['onclose'] = null;
  readonly sent: Record<string, unknown>[] = [];
  readonly protocols: readonly string[];
  isClosed = false;
  constructor(protocols: readonly string[]) {
    this.protocols = protocols;
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }
  close(): void {
    this.isClosed = true;
  }
  says(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A connection on a clock that tests move, with sockets that they speak for. */
function stage() {
  let nowMs = 0;
  let timers: { at: number; then: () => void }[] = [];
  const sockets: FakeSocket[] = [];
  let tickets = 0;
  let isAway = false;
  const live = new LiveConnection({
    ticket: () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve(`t${++tickets}`)),
    open: (protocols) => {
      const socket = new FakeSocket(protocols);
      sockets.push(socket);
      return socket;
    },
    now: () => nowMs,
    after: (ms, then) => {
      const timer = { at: nowMs + ms, then };
      timers.push(timer);
      return () => void (timers = timers.filter((each) => each !== timer));
    },
    random: () => 1,
  });
  const advance = async (ms: number) => {
    const until = nowMs + ms;
    for (;;) {
      const [next] = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (!next) break;
      timers = timers.filter((each) => each !== next);
      nowMs = next.at;
      next.then();
      await settled();
    }
    nowMs = until;
  };
  const socket = (): FakeSocket => {
    const last = sockets.at(-1);
    if (!last) throw new Error('no socket was opened');
    return last;
  };
  const welcome = {
    type: 'welcome',
    connectionId: 'c',
    expiresAt: '2100-01-01T00:00:00Z',
    heartbeatMs: 10_000,
  };
  const connected = async () => {
    await settled();
    socket().says(welcome);
    return socket();
  };
  return {
    live,
    sockets,
    socket,
    advance,
    connected,
    leave: () => (isAway = true),
    comeBack: () => (isAway = false),
  };
}

const update = (version: number) => ({
  orderId: 'ord-1',
  status: 'placed',
  version,
  occurredAt: 'x',
});
const updates = (...versions: number[]) => ({
  type: 'updates',
  topic: 'order:ord-1',
  updates: versions.map(update),
});
const missed = (version: number, ...versions: number[]) => ({
  ...{ type: 'missed', topic: 'order:ord-1', version, updates: versions.map(update) },
});
const versionsIn = (frames: readonly TopicFrame[]) =>
  frames.flatMap((frame) =>
    'updates' in frame ? frame.updates.map(({ version }) => version) : [],
  );

describe('the live connection', () => {
  it('gives its ticket as a subprotocol, and asks for what is watched once it is welcome', async () => {
    const { live, connected } = stage();
    live.watch('order:ord-1', () => undefined);
    const socket = await connected();
    expect(socket.protocols).toEqual(['waybill.v1', 'ticket.t1']);
    expect(socket.sent).toEqual([{ type: 'subscribe', topic: 'order:ord-1' }]);
    expect(live.status()).toBe('live');
  });

  it('goes on from the version that was told last, and tells nothing twice', async () => {
    const { live, connected, advance, sockets } = stage();
    const frames: TopicFrame[] = [];
    live.watch('order:ord-1', (frame) => frames.push(frame));
    const first = await connected();
    first.says(missed(2, 1, 2));
    first.says(updates(3));
    first.onclose?.({ code: 1006 });
    expect(live.status()).toBe('offline');
    await advance(500);
    const second = await connected();
    expect(second.sent).toEqual([{ type: 'subscribe', topic: 'order:ord-1', since: 3 }]);
    second.says(missed(5, 4, 5));
    second.says(updates(5));
    second.says(updates(6));
    expect([versionsIn(frames), sockets.length]).toEqual([[1, 2, 3, 4, 5, 6], 2]);
  });

  it('hears nothing of a connection that it has given up', async () => {
    const { live, connected, advance } = stage();
    const frames: TopicFrame[] = [];
    live.watch('order:ord-1', (frame) => frames.push(frame));
    const first = await connected();
    await advance(20_500);
    expect(first.isClosed).toBe(true);
    first.says(updates(9));
    expect(frames).toEqual([]);
  });

  it('pings, and takes two silent heartbeats for the end', async () => {
    const { live, connected, advance, sockets } = stage();
    live.watch('orders', () => undefined);
    const socket = await connected();
    await advance(8_000);
    expect(socket.sent.at(-1)).toEqual({ type: 'ping' });
    socket.says({ type: 'pong' });
    await advance(19_000);
    expect(live.status()).toBe('live');
    await advance(2_000);
    expect(sockets).toHaveLength(2);
  });

  it('waits longer each time, but not when the network comes back', async () => {
    const { live, advance, leave, comeBack, sockets } = stage();
    leave();
    live.watch('orders', () => undefined);
    await settled();
    await advance(500 + 1_000 + 2_000);
    expect([live.status(), sockets.length]).toEqual(['offline', 0]);
    comeBack();
    live.wake();
    await settled();
    expect(sockets).toHaveLength(1);
  });

  it('waits longer each time too where the server ends it right after its welcome', async () => {
    const { live, connected, advance, sockets } = stage();
    live.watch('orders', () => undefined);
    for (const pauseMs of [500, 1_000, 2_000, 4_000]) {
      (await connected()).onclose?.({ code: 1008 });
      const opened = sockets.length;
      await advance(pauseMs - 1);
      expect(sockets).toHaveLength(opened);
      await advance(1);
      expect(sockets).toHaveLength(opened + 1);
    }
    const stable = await connected();
    await advance(10_000);
    stable.onclose?.({ code: 1006 });
    await advance(500);
    expect(sockets).toHaveLength(6);
  });

  it('waits as long as a server that restarts asks it to', async () => {
    const { live, connected, advance, sockets } = stage();
    live.watch('orders', () => undefined);
    const socket = await connected();
    socket.says({ type: 'restarting', retryAfterMs: 3_000 });
    socket.onclose?.({ code: 1012 });
    live.wake();
    await advance(2_900);
    expect(sockets).toHaveLength(1);
    await advance(200);
    expect(sockets).toHaveLength(2);
  });

  it('asks again for a topic that is unavailable, and tells of one that is refused', async () => {
    const { live, connected, advance } = stage();
    const frames: TopicFrame[] = [];
    live.watch('order:ord-1', (frame) => frames.push(frame));
    const socket = await connected();
    socket.says({ type: 'error', code: 'unavailable', message: 'later', topic: 'order:ord-1' });
    await advance(500);
    expect(socket.sent).toHaveLength(2);
    socket.says({ type: 'error', code: 'unknown-order', message: 'no', topic: 'order:ord-1' });
    expect(frames).toMatchObject([{ code: 'unknown-order' }]);
  });

  it('is one for two watchers, and ends a while after the last', async () => {
    const { live, connected, advance, sockets } = stage();
    const ends = [live.watch('orders', () => undefined), live.watch('orders', () => undefined)];
    const socket = await connected();
    expect(socket.sent).toHaveLength(1);
    ends.forEach((end) => end());
    expect(socket.sent.at(-1)).toEqual({ type: 'unsubscribe', topic: 'orders' });
    await advance(5_000);
    expect([socket.isClosed, live.status(), sockets.length]).toEqual([true, 'idle', 1]);
    await advance(60_000);
    expect(sockets).toHaveLength(1);
  });

  it('begins anew when somebody else signs in', async () => {
    const { live, connected, sockets } = stage();
    live.watch('order:ord-1', () => undefined);
    const first = await connected();
    first.says(missed(2, 1, 2));
    live.reset();
    const second = await connected();
    expect([first.isClosed, sockets.length]).toEqual([true, 2]);
    expect(second.sent).toEqual([{ type: 'subscribe', topic: 'order:ord-1' }]);
  });
});
