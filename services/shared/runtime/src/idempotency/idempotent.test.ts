import { ReleaseInventory } from '@waybill/contracts/commands';
import { consumer, on } from '@waybill/kernel/consumer';
import { InvalidMessage, Unavailable } from '@waybill/kernel/failure';
import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import { MemoryQueue } from '@waybill/testing/memory-queue';
import { MemoryTable } from '@waybill/testing/memory-table';
import { promisesAreSettled, VirtualClock } from '@waybill/testing/virtual-clock';
import { consumeQueue } from '../queue/queue-consumer.ts';
import { ClaimLost, StillInProgress } from './claim-errors.ts';
import { idempotencyKeysTable, type IdempotencyRecord } from './idempotency-record.ts';
import { createIdempotent, type Attempt, type IdempotencyOptions } from './idempotent.ts';

const leaseMs = 30_000;
const day = 86_400_000;
const once = { key: 'label-printer/ord-1/1.0', content: { orderId: 'ord-1', copies: 2 } };

function world(options: Partial<IdempotencyOptions> = {}) {
  const clock = new VirtualClock('2026-01-01T00:00:00.000Z', promisesAreSettled);
  const platform = { ...createMemoryPlatform(), now: clock.now, sleep: clock.sleep };
  const table = new MemoryTable<IdempotencyRecord>(idempotencyKeysTable, undefined, () =>
    Promise.resolve(),
  );
  const idempotent = createIdempotent(platform, table, options);
  const tokens: number[] = [];
  /** A handler that takes so long and answers so. */
  const takes =
    (ms: number, answer: unknown = 'done') =>
    async ({ token }: Attempt) => {
      tokens.push(token);
      await clock.sleep(ms);
      return answer;
    };
  /** Lets time pass until the work is over. */
  async function over<T>(work: Promise<T>): Promise<T> {
    let isOver = false;
    const end = (): void => void (isOver = true);
    work.then(end, end);
    await clock.until(() => isOver);
    return work;
  }
  const stored = () => table.items()[0];
  return { clock, platform, table, idempotent, tokens, takes, over, stored };
}

/** An owner whose heartbeats do not come, as after a long pause; another takes over. */
function zombie() {
  const all = world();
  const sleep = (_: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
  const asleep = createIdempotent({ ...all.platform, sleep }, all.table);
  return { ...all, asleep };
}

describe('what is done once', () => {
  it('answers those who come again, without being done again', async () => {
    const { idempotent, tokens, takes, over, stored } = world();
    const label = { label: 'WB1', pages: [1, 2] };
    expect(await over(idempotent(once, takes(10, label)))).toEqual(label);
    expect(await over(idempotent(once, takes(10, 'another')))).toEqual(label);
    expect(tokens).toHaveLength(1);
    expect(stored()).toMatchObject({ status: 'completed', result: JSON.stringify(label) });
  });

  it('gives the first the same answer as those who come later', async () => {
    const { idempotent, over } = world();
    const answer = () => Promise.resolve({ at: new Date(0), no: undefined });
    const first = await over(idempotent<unknown>(once, answer));
    expect(first).toStrictEqual({ at: '1970-01-01T00:00:00.000Z' });
    expect(await over(idempotent<unknown>(once, answer))).toStrictEqual(first);
  });

  it('may answer nothing', async () => {
    const { idempotent, over, stored } = world();
    let done = 0;
    const silent = () => {
      done += 1;
      return Promise.resolve();
    };
    await over(idempotent(once, silent));
    await over(idempotent(once, silent));
    expect(done).toBe(1);
    expect(stored()).not.toHaveProperty('result');
  });

  it('is refused with other content, whether done, under way or failed', async () => {
    const { clock, idempotent, takes, over } = world();
    const other = { ...once, content: { ...once.content, copies: 3 } };
    const working = idempotent(once, takes(1_000));
    await clock.pass(0);
    await expect(over(idempotent(other, takes(1)))).rejects.toThrow(otherContent(other.key));
    await over(working);
    await expect(over(idempotent(other, takes(1)))).rejects.toThrow(InvalidMessage);
    const failing = { ...once, key: 'failing' };
    await expect(over(idempotent(failing, () => Promise.reject(new Error('x'))))).rejects.toThrow();
    await expect(over(idempotent({ ...failing, content: 7 }, takes(1)))).rejects.toThrow(
      'the idempotency key failing was used with other content',
    );
  });

  it('is the same content in another order', async () => {
    const { idempotent, takes, over } = world();
    await over(idempotent(once, takes(1)));
    const same = { ...once, content: { copies: 2, orderId: 'ord-1' } };
    expect(await over(idempotent(same, takes(1, 'another')))).toBe('done');
  });

  it.each([
    ['too large', 'x'.repeat(101), /103 bytes, and 100 are the most/],
    ['not JSON', 1n, /not JSON/],
  ])('is not done again when its result is %s, and says so to all', async (_, answer, message) => {
    const { idempotent, tokens, takes, over } = world({ resultBytes: 100 });
    for (let time = 0; time < 2; time += 1) {
      const failure = over(idempotent(once, takes(1, answer)));
      await expect(failure).rejects.toThrow(InvalidMessage);
      await expect(failure).rejects.toThrow(message);
    }
    expect(tokens).toHaveLength(1);
  });

  it('is forgotten after 45 days, though its record may be there for longer', async () => {
    const { clock, idempotent, tokens, takes, over, stored } = world();
    await over(idempotent(once, takes(0)));
    await clock.pass(45 * day - 1_000);
    await over(idempotent(once, takes(0)));
    expect(tokens).toHaveLength(1);
    await clock.pass(1_000);
    expect(stored()?.ttl).toBe(clock.now().getTime() / 1_000);
    const other = { ...once, content: 'other' };
    expect(await over(idempotent(other, takes(0, 'anew')))).toBe('anew');
    expect(tokens).toHaveLength(2);
  });
});

function otherContent(key: string): string {
  return `the idempotency key ${key} was used with other content`;
}

describe('a handler’s token', () => {
  it('grows with every try, also when the record is gone', async () => {
    const { clock, table, idempotent, tokens, takes, over } = world();
    for (let i = 0; i < 3; i += 1) {
      const failing = idempotent(once, async (attempt) => {
        await takes(0)(attempt);
        throw new Error('x');
      });
      await expect(over(failing)).rejects.toThrow('x');
    }
    await clock.pass(60 * day);
    await table.delete({ idempotencyKey: once.key });
    await over(idempotent(once, takes(0)));
    expect(tokens).toHaveLength(4);
    expect(tokens).toEqual([...new Set(tokens)].sort((a, b) => a - b));
  });
});

describe('a handler that fails', () => {
  it('is not remembered: the next try begins at once', async () => {
    const { clock, idempotent, takes, over } = world();
    const before = clock.now();
    const failing = idempotent(once, () => Promise.reject(new Unavailable('the printer is away')));
    await expect(over(failing)).rejects.toThrow(Unavailable);
    expect(await over(idempotent(once, takes(0)))).toBe('done');
    expect(clock.now()).toEqual(before);
  });

  it('fails with its own reason also when the claim cannot be released', async () => {
    const { table, idempotent, takes, clock, over } = world();
    const failing = idempotent(once, () => {
      jest.spyOn(table, 'put').mockRejectedValueOnce(new Unavailable('away'));
      return Promise.reject(new Error('out of paper'));
    });
    await expect(over(failing)).rejects.toThrow('out of paper');
    await expect(over(idempotent(once, takes(0)))).rejects.toThrow(StillInProgress);
    await clock.pass(leaseMs);
    expect(await over(idempotent(once, takes(0)))).toBe('done');
  });
});

describe('a claim', () => {
  it('is one owner’s when many come at once', async () => {
    const { idempotent, tokens, takes, over } = world();
    const all = await over(
      Promise.allSettled(Array.from({ length: 8 }, () => idempotent(once, takes(100)))),
    );
    const refused = all.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(7);
    expect(refused).toEqual(
      refused.map(() => ({ status: 'rejected', reason: expect.any(StillInProgress) as Error })),
    );
    expect(tokens).toHaveLength(1);
  });

  it('is kept for as long as the handler works', async () => {
    const { clock, idempotent, tokens, takes, over } = world();
    const working = idempotent(once, takes(10 * leaseMs, 'at last'));
    for (let i = 0; i < 9; i += 1) {
      await clock.pass(leaseMs);
      await expect(over(idempotent(once, takes(0)))).rejects.toThrow(StillInProgress);
    }
    expect(await over(working)).toBe('at last');
    expect(tokens).toHaveLength(1);
  });

  it('of an owner that is gone is taken over when its lease has ended, with a higher token', async () => {
    const { clock, asleep, idempotent, tokens, takes, over } = zombie();
    void asleep(once, takes(100 * day));
    await clock.pass(leaseMs - 1);
    await expect(over(idempotent(once, takes(0)))).rejects.toThrow(StillInProgress);
    await clock.pass(1);
    expect(await over(idempotent(once, takes(0, 'second')))).toBe('second');
    expect(tokens[1]).toBeGreaterThan(tokens[0] ?? Infinity);
  });

  it('that was taken over accepts no completion any more', async () => {
    const { clock, asleep, idempotent, takes, over, stored } = zombie();
    const late = asleep(once, takes(leaseMs + 10_000, 'late'));
    const told = expect(late).rejects.toThrow(ClaimLost);
    await clock.pass(leaseMs);
    const second = idempotent(once, takes(20_000, 'second'));
    await clock.pass(10_000);
    await told;
    expect(stored()?.status).toBe('claimed');
    expect(await over(second)).toBe('second');
    expect(await over(idempotent(once, takes(0)))).toBe('second');
  });

  it('that was taken over hides the late failure: what the other does counts', async () => {
    const { clock, asleep, idempotent, takes, over, stored } = zombie();
    const late = asleep(once, async () => {
      await clock.sleep(leaseMs + 10_000);
      throw new InvalidMessage('never');
    });
    const told = expect(late).rejects.toThrow(ClaimLost);
    await clock.pass(leaseMs);
    const second = idempotent(once, takes(20_000, 'second'));
    await clock.pass(10_000);
    await told;
    expect(stored()?.status).toBe('claimed');
    expect(await over(second)).toBe('second');
  });

  it('fires the handler’s signal when it is lost', async () => {
    const { clock, table, idempotent } = world();
    let firedAtMs: number | undefined;
    const startMs = clock.now().getTime();
    const working = idempotent(once, async ({ signal }) => {
      signal.addEventListener('abort', () => (firedAtMs = clock.now().getTime() - startMs));
      await clock.sleep(leaseMs);
    });
    const told = expect(working).rejects.toThrow(ClaimLost);
    await clock.pass(1_000);
    const [record] = table.items();
    table.store({ ...record, token: Number(record?.token) + 1, owner: 'another' });
    await clock.pass(leaseMs);
    await told;
    expect(firedAtMs).toBe(leaseMs / 3);
  });

  it('fires the handler’s signal when nobody can say whose it is', async () => {
    const { clock, table, idempotent, over } = world();
    let isFired = false;
    const working = idempotent(once, async ({ signal }) => {
      jest.spyOn(table, 'put').mockRejectedValue(new Unavailable('away'));
      await clock.sleep(leaseMs - 1);
      expect(signal.aborted).toBe(false);
      await clock.sleep(1);
      isFired = signal.aborted;
      jest.restoreAllMocks();
      return 'in time after all';
    });
    expect(await over(working)).toBe('in time after all');
    expect(isFired).toBe(true);
  });

  it('fires the handler’s signal when the message is no longer ours', async () => {
    const { idempotent, over } = world();
    const message = new AbortController();
    const working = idempotent({ ...once, signal: message.signal }, ({ signal }) => {
      message.abort();
      return Promise.resolve(signal.aborted);
    });
    expect(await over(working)).toBe(true);
  });

  it('is not lost with a reply', async () => {
    const { table, idempotent, tokens, takes, over } = world();
    const put = table.put.bind(table);
    // The SDK tries again, and is told of what it did itself.
    jest.spyOn(table, 'put').mockImplementation(async (item, condition) => {
      await put(item, condition);
      return put(item, condition);
    });
    expect(await over(idempotent(once, takes(leaseMs)))).toBe('done');
    expect(tokens).toHaveLength(1);
  });

  it('is completed also when the table is away for a moment', async () => {
    const { table, idempotent, tokens, takes, over } = world();
    const working = idempotent(once, async (attempt) => {
      await takes(0)(attempt);
      jest.spyOn(table, 'put').mockRejectedValueOnce(new Unavailable('away'));
      return 'done';
    });
    expect(await over(working)).toBe('done');
    expect(await over(idempotent(once, takes(0)))).toBe('done');
    expect(tokens).toHaveLength(1);
  });
});

describe('a message whose work is under way elsewhere', () => {
  it('goes back to the queue, is not buried, holds up no other, and is acknowledged when that is done', async () => {
    const { clock, platform, idempotent, takes } = world();
    const queue = new MemoryQueue(clock);
    const handled: string[] = [];
    const inbox = consumer(
      'inventory',
      on(ReleaseInventory, async ({ orderId }, { metadata, signal }) => {
        await idempotent({ key: metadata.eventId, content: orderId, signal }, () =>
          Promise.resolve(),
        );
        handled.push(orderId);
      }),
    );
    const elsewhere = idempotent({ key: 'saga-ord-1/1.0', content: 'ord-1' }, takes(2 * leaseMs));
    await clock.pass(0);
    const worker = consumeQueue(platform, inbox, queue, {
      ...{ concurrency: 10, pollers: 1, retryBaseMs: 1_000, retryCapMs: 60_000 },
      ...{ handlingMs: 600_000, drainMs: 10_000 },
    });
    worker.start();
    queue.send(releasing('ord-1'), releasing('ord-2'));
    await clock.until(() => handled.length === 1, 1_000);
    expect(handled).toEqual(['ord-2']);
    await clock.until(() => queue.isEmpty);
    await elsewhere;
    expect(handled).toEqual(['ord-2', 'ord-1']);
    expect(queue.buried).toEqual([]);
    const outcomes = (await platform.metrics.messages.get()).values.map(
      ({ labels }) => labels.outcome,
    );
    expect(new Set(outcomes)).toEqual(new Set(['done', 'retry']));
    const stopping = worker.stop();
    await clock.pass(10_000);
    await stopping;
  });
});

function releasing(orderId: string): string {
  const metadata = {
    ...{ eventId: `saga-${orderId}/1.0`, schemaVersion: 1, aggregateId: `saga-${orderId}` },
    ...{ version: 1, occurredAt: '2026-01-01T00:00:00.000Z', correlationId: orderId },
  };
  return JSON.stringify({ 'detail-type': 'ReleaseInventory', detail: { orderId, metadata } });
}
