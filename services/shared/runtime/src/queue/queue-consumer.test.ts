import { ReleaseInventory } from '@waybill/contracts/commands';
import { consumer, on, type Delivery } from '@waybill/kernel/consumer';
import { InvalidMessage, Unavailable } from '@waybill/kernel/failure';
import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import { MemoryQueue } from '@waybill/testing/memory-queue';
import { VirtualClock } from '@waybill/testing/virtual-clock';
import type { Worker } from '../worker.ts';
import { consumeQueue, type QueueOptions } from './queue-consumer.ts';

type Handle = (orderId: string, delivery: Delivery) => Promise<void>;

const options: QueueOptions = {
  concurrency: 20,
  pollers: 1,
  retryBaseMs: 1_000,
  retryCapMs: 60_000,
  handlingMs: 600_000,
  drainMs: 10_000,
};

const message = (orderId: string): string =>
  JSON.stringify({
    'detail-type': 'ReleaseInventory',
    detail: {
      orderId,
      metadata: {
        eventId: `saga-${orderId}/1.0`,
        schemaVersion: 1,
        aggregateId: `saga-${orderId}`,
        version: 1,
        occurredAt: '2026-01-01T00:00:00.000Z',
        correlationId: orderId,
      },
    },
  });

describe('a queue consumer', () => {
  let clock: VirtualClock;
  let queue: MemoryQueue;
  let worker: Worker;

  beforeEach(() => {
    clock = new VirtualClock();
    queue = new MemoryQueue(clock);
  });

  function consume(handle: Handle, changed: Partial<QueueOptions> = {}): void {
    const platform = { ...createMemoryPlatform(), now: clock.now, sleep: clock.sleep };
    const inbox = consumer(
      'inventory',
      on(ReleaseInventory, ({ orderId }, delivery) => handle(orderId, delivery)),
    );
    worker = consumeQueue(platform, inbox, queue, { ...options, ...changed });
    worker.start();
  }

  const send = (count: number, from = 0): void =>
    queue.send(...Array.from({ length: count }, (_, i) => message(`ord-${from + i}`)));

  async function stop(): Promise<void> {
    let isStopped = false;
    const stopping = worker.stop().then(() => (isStopped = true));
    await clock.until(() => isStopped);
    await stopping;
  }

  it('handles every message once, and deletes it', async () => {
    const handled: string[] = [];
    send(100);
    consume((orderId) => Promise.resolve(void handled.push(orderId)));
    await clock.until(() => queue.messages.length === 0);
    expect(new Set(handled).size).toBe(100);
    expect(handled).toHaveLength(100);
    await stop();
  });

  it('lets no slow message hold up the others', async () => {
    const handled: string[] = [];
    send(200);
    consume(async (orderId) => {
      if (orderId === 'ord-0') await clock.sleep(120_000);
      handled.push(orderId);
    });
    await clock.until(() => handled.length === 199, 10_000);
    expect(handled).not.toContain('ord-0');
    await clock.until(() => queue.messages.length === 0);
    expect(handled.filter((orderId) => orderId === 'ord-0')).toHaveLength(1);
    await stop();
  });

  it('turns while it receives, also what fails, and stands still with handlers that never end', async () => {
    const forever = new Set(['ord-0']);
    let handled = 0;
    consume(
      (orderId) => {
        handled += 1;
        return forever.has(orderId) ? new Promise<void>(() => undefined) : Promise.resolve();
      },
      { concurrency: 1, handlingMs: 30_000 },
    );
    queue.failures.receive.push(new Error('SQS is away'), new Error('SQS is away'));
    await clock.pass(200_000);
    expect(worker.isTurning?.()).toBe(true);
    send(1);
    await clock.until(() => handled > 0);
    await clock.pass(60_000);
    expect(worker.isTurning?.()).toBe(true);
    await clock.pass(60_000);
    expect(worker.isTurning?.()).toBe(false);
    // A full window does not hold up a stop: the message is given to others.
    await stop();
    expect(queue.messages).toMatchObject([{ isVisible: true }]);
  });

  it('turns while it waits for what handlers find away', async () => {
    consume(() => Promise.reject(new Unavailable('the provider is away')), {
      handlingMs: 30_000,
    });
    expect(worker.isTurning?.()).toBe(true);
    send(1);
    await clock.pass(600_000);
    expect(worker.isTurning?.()).toBe(true);
    await stop();
    expect(worker.isTurning?.()).toBe(false);
  });

  it('receives nothing while its window is full', async () => {
    let inHand = 0;
    let most = 0;
    send(100);
    consume(
      async () => {
        inHand += 1;
        most = Math.max(most, inHand);
        await clock.sleep(5_000);
        inHand -= 1;
      },
      { concurrency: 10 },
    );
    await clock.until(() => inHand === 10);
    const { receives } = queue;
    await clock.pass(4_000);
    expect(queue.receives).toBe(receives);
    await clock.until(() => queue.messages.length === 0);
    expect(most).toBe(10);
    await stop();
  });

  it('keeps a message in hand however long its handler takes, up to the limit', async () => {
    let handled = 0;
    send(1);
    consume(async () => {
      await clock.sleep(300_000);
      handled += 1;
    });
    await clock.until(() => queue.messages.length === 0);
    expect(handled).toBe(1);
    await stop();
  });

  it('tells a handler that takes too long, and lets its message go', async () => {
    const told: boolean[] = [];
    send(1);
    consume(
      async (_, { signal }) => {
        await clock.sleep(200_000, signal);
        told.push(signal.aborted);
        throw new Error('given up');
      },
      { handlingMs: 60_000 },
    );
    await clock.until(() => told.length === 1, 70_000);
    expect(told).toEqual([true]);
    await stop();
  });

  it('only acknowledges a message that comes again after it was finished too late', async () => {
    let handled = 0;
    send(1);
    consume(async () => {
      await clock.sleep(45_000);
      handled += 1;
    });
    await clock.pass(5_000);
    queue.stealAll();
    await clock.until(() => handled === 1);
    queue.makeVisible();
    await clock.until(() => queue.messages.length === 0);
    expect(handled).toBe(1);
    await stop();
  });

  it('buries what can never succeed at once, with the reason', async () => {
    queue.send('{', message('ord-1'));
    consume(() => Promise.reject(new InvalidMessage('no such shelf')));
    await clock.until(() => queue.messages.length === 0);
    expect(queue.buried.map(({ attributes }) => attributes.Reason)).toEqual([
      'not JSON',
      'no such shelf',
    ]);
    const [, buried] = queue.buried;
    expect(buried).toMatchObject({
      message: { receiveCount: 1 },
      attributes: { Service: 'inventory' },
    });
    expect(buried?.attributes.Stack).toContain('InvalidMessage');
    await stop();
  });

  it('tries a failure again after longer and longer waits', async () => {
    const triedAtMs: number[] = [];
    send(1);
    consume(() => {
      triedAtMs.push(clock.now().getTime());
      return triedAtMs.length < 8 ? Promise.reject(new Error('not yet')) : Promise.resolve();
    });
    await clock.until(() => queue.messages.length === 0);
    expect(triedAtMs).toHaveLength(8);
    expect((triedAtMs.at(-1) ?? 0) - (triedAtMs[0] ?? 0)).toBeGreaterThan(10_000);
    expect(queue.buried).toEqual([]);
    await stop();
  });

  it('waits an outage of an hour out without burning a receive', async () => {
    const endMs = clock.now().getTime() + 3_600_000;
    let tries = 0;
    send(50);
    consume(() => {
      tries += 1;
      return clock.now().getTime() < endMs
        ? Promise.reject(new Unavailable('away'))
        : Promise.resolve();
    });
    await clock.pass(3_500_000);
    expect(Math.max(...queue.messages.map(({ receiveCount }) => receiveCount))).toBe(1);
    expect(tries).toBeLessThan(600);
    await clock.until(() => queue.messages.length === 0);
    expect(queue.buried).toEqual([]);
    await stop();
  });

  it('receives again when an outage has outlived every message in hand', async () => {
    let isAway = true;
    send(10);
    consume(() => (isAway ? Promise.reject(new Unavailable('away')) : Promise.resolve()));
    await clock.pass(1_000);
    queue.stealAll();
    await clock.pass(120_000);
    isAway = false;
    queue.makeVisible();
    await clock.until(() => queue.messages.length === 0);
    await stop();
  });

  it('asks a queue that fails more and more rarely', async () => {
    queue.failures.receive.push(...Array.from({ length: 1_000 }, () => new Unavailable('away')));
    consume(() => Promise.resolve());
    await clock.pass(600_000);
    expect(queue.receives).toBeLessThan(120);
    await stop();
  });

  it('deletes again what could not be deleted', async () => {
    queue.failures.delete.push(new Unavailable('away'), new Unavailable('away'));
    let handled = 0;
    send(1);
    consume(() => {
      handled += 1;
      return Promise.resolve();
    });
    await clock.until(() => queue.messages.length === 0, 1_000);
    expect(handled).toBe(1);
    await stop();
  });

  describe('that is stopped', () => {
    it('lets its handlers finish, and acknowledges what they finished', async () => {
      let finished = 0;
      send(10);
      consume(async () => {
        await clock.sleep(5_000);
        finished += 1;
      });
      await clock.pass(1_000);
      await stop();
      expect(finished).toBe(10);
      expect(queue.messages).toEqual([]);
    });

    it('gives back at once what it cannot finish in time, and acknowledges none of it', async () => {
      send(10);
      consume((_, { signal }) =>
        clock.sleep(3_600_000, signal).then(() => Promise.reject(new Error('cut short'))),
      );
      await clock.pass(1_000);
      await stop();
      expect(queue.messages).toHaveLength(10);
      expect(queue.messages.every(({ isVisible }) => isVisible)).toBe(true);
    });

    it('gives back what waits for an outage to end', async () => {
      send(10);
      consume(() => Promise.reject(new Unavailable('away')));
      await clock.pass(60_000);
      await stop();
      expect(queue.messages).toHaveLength(10);
      expect(queue.messages.every(({ isVisible }) => isVisible)).toBe(true);
      expect(queue.messages.every(({ receiveCount }) => receiveCount === 1)).toBe(true);
    });
  });
});
