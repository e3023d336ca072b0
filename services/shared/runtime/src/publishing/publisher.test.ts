import { ProcessPayment, ReserveInventory } from '@waybill/contracts/commands';
import type { Entry } from '@waybill/contracts/contract';
import { InventoryReleased } from '@waybill/contracts/inventory-events';
import type { Commit } from '@waybill/kernel/commit';
import { Unavailable } from '@waybill/kernel/failure';
import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import { promisesAreSettled, VirtualClock } from '@waybill/testing/virtual-clock';
import type { Outlets } from '../outlet.ts';
import { isolating } from '../stream/isolation.ts';
import { SomeFailed } from '../stream/some-failed.ts';
import { Publisher } from './publisher.ts';
import { Undeliverable } from './undeliverable.ts';

const minute = 60_000;
const parkAfterMs = 15 * minute;
const gone = () =>
  Object.assign(new Error('The specified queue does not exist.'), { name: 'QueueDoesNotExist' });

const released = InventoryReleased({ orderId: 'ord-1' });
const reserve = ReserveInventory({
  orderId: 'ord-1',
  items: [{ productId: 'LAMP', quantity: 1 }],
});
const pay = ProcessPayment({
  ...{ orderId: 'ord-1', customerId: 'cust-1', total: 5, currency: 'GBP' },
});

let made = 0;
function commitOf(...entries: readonly Entry[]): Commit {
  const id = (made += 1);
  return {
    ...{ aggregateId: `thing-${id}`, version: 1, commitId: `c-${id}`, correlationId: 'x', entries },
    committedAt: '2026-01-01T00:00:00.000Z',
  };
}

function world() {
  const clock = new VirtualClock('2026-01-01T00:00:00.000Z', promisesAreSettled);
  const platform = { ...createMemoryPlatform(), now: clock.now, sleep: clock.sleep };
  /** Why a destination takes nothing. */
  const away = new Map<string, () => Error>();
  const taken: { destination: string; id: string }[] = [];
  const calls: string[] = [];
  function take(destination: string, details: readonly string[]): Promise<number[]> {
    calls.push(destination);
    const failure = away.get(destination);
    if (failure) return Promise.reject(failure());
    for (const detail of details) {
      const { metadata } = JSON.parse(detail) as { metadata: { eventId: string } };
      taken.push({ destination, id: metadata.eventId });
    }
    return Promise.resolve([]);
  }
  const outlets: Outlets = {
    publish: (entries) =>
      take(
        'bus',
        entries.map(({ detail }) => detail),
      ),
    send: (service, bodies) =>
      take(
        service,
        bodies.map((body) => JSON.stringify((JSON.parse(body) as { detail: object }).detail)),
      ),
  };
  const publisher = new Publisher(platform, outlets, { parkAfterMs });
  const parked: { commit: Commit; why: string; atMs: number }[] = [];
  const startMs = clock.now().getTime();
  let isParkable = true;
  /** Follows a stream of commits, as a lane does. */
  const lane = isolating<Commit>(platform, {
    ...{ maximumRetryAttempts: 3, bisectBatchOnError: true, failed: () => undefined },
    signal: new AbortController().signal,
    handle: async (commits) => {
      try {
        await publisher.publish(commits);
      } catch (error) {
        if (!(error instanceof Undeliverable)) throw error;
        const failures = [...error.failures].map(
          ([commit, why]) => [commits.indexOf(commit), why] as const,
        );
        throw new SomeFailed(new Map(failures));
      }
    },
    park: (commit, failure) => {
      if (!isParkable) return Promise.reject(new Unavailable('SQS is away'));
      const atMs = clock.now().getTime() - startMs;
      parked.push({ commit, why: (failure as Error).message, atMs });
      return Promise.resolve();
    },
  });
  /** Commits that come while time passes, on a lane of their own. */
  async function flows(forMs: number, ...entries: readonly Entry[]): Promise<void> {
    for (const endMs = clock.now().getTime() + forMs; clock.now().getTime() < endMs;) {
      void lane([commitOf(...entries)]);
      await clock.pass(10_000);
    }
  }
  const idsAt = (destination: string) =>
    taken.filter((each) => each.destination === destination).map(({ id }) => id);
  const elapsedMs = () => clock.now().getTime() - startMs;
  const sqsIsAway = (isAway: boolean): void => void (isParkable = !isAway);
  return {
    ...{ clock, platform, away, taken, calls, publisher, parked, lane, flows, idsAt, elapsedMs },
    sqsIsAway,
  };
}

const unavailable = () => new Unavailable('throttled');
const count = async ({ platform }: ReturnType<typeof world>) =>
  (await platform.metrics.parked.get()).values.map(({ labels, value }) => ({ ...labels, value }));

describe.each([
  ['deleted', gone, /^thing-\d+\/1\.1: the queue of inventory takes no messages: The specified/],
  ['throttling', unavailable, /: throttled$/],
])('a queue that alone is %s', (_, failure, why) => {
  it('is waited for, and then its commits alone are parked', async () => {
    const all = world();
    all.away.set('inventory', failure);
    const stuck = commitOf(released, reserve);
    const fine = commitOf(released, pay);
    let isOver = false;
    void all.lane([stuck, fine]).then(() => (isOver = true));
    await all.flows(parkAfterMs - minute, released);
    expect({ isOver, parked: all.parked }).toEqual({ isOver: false, parked: [] });
    await all.flows(2 * minute, released);
    expect(isOver).toBe(true);
    expect(all.parked.map(({ commit }) => commit)).toEqual([stuck]);
    expect(all.parked[0]?.why).toMatch(why);
    expect(all.parked[0]?.atMs).toBeGreaterThanOrEqual(parkAfterMs);
    expect(await count(all)).toEqual([
      { destination: 'inventory', reason: 'not-taking', value: 1 },
    ]);
  });

  it('holds up nothing any more then, and is tried now and then with one batch', async () => {
    const all = world();
    all.away.set('inventory', failure);
    void all.lane([commitOf(reserve)]);
    await all.flows(parkAfterMs + minute, released);
    const before = { parked: all.parked.length, calls: all.calls.length, ms: all.elapsedMs() };
    for (let i = 0; i < 40; i += 1) {
      const commits = Array.from({ length: 5 }, () => commitOf(released, reserve));
      await all.lane(commits);
      expect(all.idsAt('bus').slice(-5)).toEqual(
        commits.map(({ aggregateId }) => `${aggregateId}/1.0`),
      );
      await all.clock.pass(250);
    }
    expect(all.parked).toHaveLength(before.parked + 200);
    expect(all.elapsedMs() - before.ms).toBe(10_000);
    const tried = all.calls.slice(before.calls).filter((each) => each === 'inventory').length;
    expect(tried).toBeLessThanOrEqual(3);
    expect(tried).toBeGreaterThanOrEqual(2);
  });

  it('is as good as ever when it takes messages again', async () => {
    const all = world();
    all.away.set('inventory', failure);
    void all.lane([commitOf(reserve)]);
    await all.flows(parkAfterMs + minute, released);
    all.away.delete('inventory');
    await all.clock.pass(5_000);
    const commits = Array.from({ length: 25 }, () => commitOf(reserve));
    await all.lane(commits);
    expect(all.idsAt('inventory')).toEqual(commits.map((each) => `${each.aggregateId}/1.0`));
    expect(all.parked).toHaveLength(1);
    all.away.set('inventory', failure);
    void all.lane([commitOf(reserve)]);
    await all.flows(parkAfterMs - minute, released);
    expect(all.parked).toHaveLength(1);
  });
});

describe('the bus', () => {
  it('may be the one that is away', async () => {
    const all = world();
    all.away.set('bus', unavailable);
    const stuck = commitOf(released, pay);
    void all.lane([stuck]);
    await all.flows(parkAfterMs + minute, reserve);
    expect(all.parked).toMatchObject([{ commit: stuck }]);
    expect(await count(all)).toMatchObject([{ destination: 'bus', reason: 'not-taking' }]);
  });
});

describe('while everything is away', () => {
  it('nothing is parked, however long, and all is told afterwards', async () => {
    const all = world();
    for (const each of ['bus', 'inventory', 'payments']) all.away.set(each, unavailable);
    const commits = Array.from({ length: 6 }, () => commitOf(released, reserve, pay));
    const lanes = [0, 2, 4].map((from) => all.lane(commits.slice(from, from + 2)));
    await all.clock.pass(6 * 60 * minute);
    expect(all.taken).toEqual([]);
    all.away.clear();
    await all.clock.pass(20_000);
    await Promise.all(lanes);
    expect(all.parked).toEqual([]);
    expect(all.taken).toHaveLength(18);
  });

  it('not even what was broken before is parked', async () => {
    const all = world();
    all.away.set('inventory', gone);
    void all.lane([commitOf(reserve)]);
    await all.flows(parkAfterMs + minute, released);
    expect(all.parked).toHaveLength(1);
    all.away.set('bus', unavailable);
    const [first, second] = [commitOf(released), commitOf(reserve)];
    void all.lane([first]);
    await all.clock.pass(1_000);
    void all.lane([second]);
    await all.clock.pass(3 * 60 * minute);
    expect(all.parked).toHaveLength(1);
    all.away.clear();
    await all.clock.pass(20_000);
    expect(all.parked).toHaveLength(1);
    expect(all.idsAt('inventory')).toContain(`${second.aggregateId}/1.0`);
  });

  it('also the queue of references is: what cannot be parked is tried again, and may get through', async () => {
    const all = world();
    all.away.set('inventory', unavailable);
    all.sqsIsAway(true);
    const stuck = commitOf(released, reserve);
    void all.lane([stuck]);
    await all.flows(2 * parkAfterMs, released);
    all.away.clear();
    await all.clock.pass(20_000);
    all.sqsIsAway(false);
    await all.clock.pass(20_000);
    expect(all.parked).toEqual([]);
    expect(all.idsAt('inventory')).toEqual([`${stuck.aggregateId}/1.1`]);
    expect(all.idsAt('bus').filter((id) => id.startsWith(`${stuck.aggregateId}/`))).toHaveLength(1);
  });
});

describe('what was taken', () => {
  it('is not sent again while the rest of its batch waits', async () => {
    const all = world();
    all.away.set('inventory', unavailable);
    const commits = Array.from({ length: 12 }, () => commitOf(released, reserve, pay));
    const lane = all.lane(commits);
    await all.clock.pass(10 * minute);
    expect(all.calls.filter((each) => each === 'inventory').length).toBeGreaterThan(50);
    expect([all.idsAt('bus'), all.idsAt('payments')].map(({ length }) => length)).toEqual([12, 12]);
    all.away.clear();
    await all.clock.pass(20_000);
    await lane;
    for (const each of ['bus', 'inventory', 'payments']) {
      expect(new Set(all.idsAt(each)).size).toBe(12);
      expect(all.idsAt(each)).toHaveLength(12);
    }
  });

  it('is sent again when its commit comes again after all of it was taken', async () => {
    const all = world();
    const commit = commitOf(released);
    await all.lane([commit]);
    await all.lane([commit]);
    expect(all.idsAt('bus')).toHaveLength(2);
  });
});

describe('a message that is too large', () => {
  const large = InventoryReleased({ orderId: `ord-${'x'.repeat(300_000)}` });

  it('is parked with its commit, and the rest is told', async () => {
    const all = world();
    const [one, other] = [commitOf(released, large), commitOf(released)];
    await all.lane([one, other]);
    expect(all.parked).toMatchObject([
      { commit: one, why: `${one.aggregateId}/1.1: the message is too large` },
    ]);
    expect(all.idsAt('bus')).toEqual([`${one.aggregateId}/1.0`, `${other.aggregateId}/1.0`]);
    expect(await count(all)).toEqual([{ destination: 'bus', reason: 'too-large', value: 1 }]);
  });
});

describe('a message that is wrong', () => {
  it('is found by halving, and tried three times', async () => {
    const all = world();
    const wrong = () => Object.assign(new Error('no JSON'), { name: 'ValidationException' });
    all.away.set('inventory', wrong);
    const commits = [commitOf(released), commitOf(reserve), commitOf(pay), commitOf(released)];
    let isOver = false;
    void all.lane(commits).then(() => (isOver = true));
    await all.clock.until(() => isOver);
    expect(all.parked).toMatchObject([{ commit: commits[1], why: 'no JSON' }]);
    expect(all.taken).toHaveLength(3);
  });
});
