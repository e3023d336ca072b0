import { Type } from '@sinclair/typebox';
import { privateEvent, type EntryOf } from '@waybill/contracts/contract';
import type { TableDefinition } from '@waybill/contracts/resources';
import type { Decider } from '@waybill/kernel/decider';
import { Rejection, Unavailable } from '@waybill/kernel/failure';
import { MemoryEventStore } from '@waybill/testing/memory-event-store';
import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import { MemoryTable } from '@waybill/testing/memory-table';
import { Aggregate, WritesRefused, type AggregateOptions } from './aggregate.ts';
import { because } from './cause.ts';

const SeatTaken = privateEvent('SeatTaken', 1, { by: Type.String({ minLength: 1 }) });
const SeatLeft = privateEvent('SeatLeft', 1, { by: Type.String() });
type SeatEvent = EntryOf<typeof SeatTaken> | EntryOf<typeof SeatLeft>;
interface Seat {
  readonly by?: string;
}
interface SeatCommand {
  readonly type: 'take' | 'leave';
  readonly by: string;
}

const seat: Decider<Seat, SeatCommand, SeatEvent> = {
  initial: {},
  decide({ type, by }, { by: sitting }) {
    if (type === 'leave') return sitting === by ? [SeatLeft({ by })] : [];
    if (sitting === by) return [];
    if (sitting !== undefined) throw new Rejection('seat-is-taken');
    return [SeatTaken({ by })];
  },
  evolve: (_, { type, data }) => (type === 'SeatTaken' ? { by: data.by } : {}),
};

const take = (by: string): SeatCommand => ({ type: 'take', by });
const leave = (by: string): SeatCommand => ({ type: 'leave', by });

type SeatOptions = Partial<AggregateOptions<Seat, SeatCommand, SeatEvent>>;

/** Pods that share a store; each has a memory of its own. */
function pods(store = new MemoryEventStore()) {
  const platform = { ...createMemoryPlatform(), random: () => 0 };
  const read = jest.spyOn(store, 'read');
  const append = jest.spyOn(store, 'append');
  const pod = (options: SeatOptions = {}) =>
    new Aggregate(platform, {
      decider: seat,
      store,
      contracts: [SeatTaken, SeatLeft],
      ...options,
    });
  return { store, read, append, pod };
}

describe('an aggregate', () => {
  it('stores what is decided, and stands there afterwards', async () => {
    const { store, pod } = pods();
    const seats = pod();
    const executed = await seats.execute('seat-1', take('ann'));
    expect(executed).toEqual({
      state: { by: 'ann' },
      version: 1,
      events: [SeatTaken({ by: 'ann' })],
    });
    await seats.execute('seat-1', leave('ann'));
    expect(await seats.load('seat-1')).toEqual({ state: {}, version: 2 });
    expect(store.commits.map(({ version }) => version)).toEqual([1, 2]);
  });

  it('stands at version 0 before anything has happened', async () => {
    expect(await pods().pod().load('seat-1')).toEqual({ state: {}, version: 0 });
  });

  it('stores nothing when all is true already', async () => {
    const { store, pod } = pods();
    await pod().execute('seat-1', take('ann'));
    const executed = await pod().execute('seat-1', take('ann'));
    expect(executed).toEqual({ state: { by: 'ann' }, version: 1, events: [] });
    expect(store.commits).toHaveLength(1);
  });

  it('stores nothing when the domain says no', async () => {
    const { store, pod } = pods();
    await pod().execute('seat-1', take('ann'));
    await expect(pod().execute('seat-1', take('bob'))).rejects.toThrow(Rejection);
    expect(store.commits).toHaveLength(1);
  });

  it('stores nothing that breaks a contract, or is none of its own', async () => {
    const { store, pod } = pods();
    await expect(pod().execute('seat-1', take(''))).rejects.toThrow('SeatTaken/by');
    const wrong = pod({ contracts: [SeatLeft] }).execute('seat-1', take('ann'));
    await expect(wrong).rejects.toThrow('SeatTaken v1 is not among');
    expect(store.commits).toEqual([]);
  });

  it('commits why it happened', async () => {
    const { store, pod } = pods();
    const cause = { correlationId: 'c', causationId: 'm', traceparent: 't', replay: 'r' };
    await because(cause, () => pod().execute('seat-1', take('ann')));
    expect(store.commits).toMatchObject([cause]);
  });

  it('is its own reason where nobody gave one', async () => {
    const { store, pod } = pods();
    await pod().execute('seat-1', take('ann'));
    expect(store.commits).toMatchObject([{ correlationId: 'seat-1' }]);
    expect(store.commits[0]).not.toHaveProperty('causationId');
  });
});

describe('an aggregate in a race', () => {
  it('decides again on what the winner left', async () => {
    const { store, pod } = pods();
    store.beforeNextAppend(() => pod().execute('seat-1', take('bob')));
    await expect(pod().execute('seat-1', take('ann'))).rejects.toThrow('seat is taken');
    expect(await pod().load('seat-1')).toEqual({ state: { by: 'bob' }, version: 1 });
  });

  it('is decided in favour of one of many', async () => {
    const { store, pod } = pods();
    const visitors = Array.from({ length: 8 }, (_, i) => `visitor-${i}`);
    const results = await Promise.allSettled(
      visitors.map((by) => pod().execute('seat-1', take(by))),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(store.commits).toHaveLength(1);
  });

  it('says that it is not available when others are always faster', async () => {
    const { store, append, pod } = pods();
    const [fast, slow] = [pod(), pod()];
    const overtake = (round: number) => {
      store.beforeNextAppend(async () => {
        const command = round % 2 === 0 ? take('bob') : leave('bob');
        await fast.execute('seat-1', command);
        overtake(round + 1);
      });
    };
    overtake(0);
    const always = pod({ decider: { ...seat, decide: ({ by }) => [SeatLeft({ by })] } });
    await expect(always.execute('seat-1', leave('ann'))).rejects.toThrow(Unavailable);
    expect(append.mock.calls.length).toBe(40);
    expect((await slow.load('seat-1')).version).toBe(20);
  });
});

describe('an aggregate that remembers', () => {
  it('does not read what it has just written', async () => {
    const { read, pod } = pods();
    const seats = pod();
    await seats.execute('seat-1', take('ann'));
    await seats.execute('seat-1', leave('ann'));
    await seats.execute('seat-1', take('bob'));
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('reads again before it believes that nothing is to be done', async () => {
    const { store, pod } = pods();
    const seats = pod();
    await seats.execute('seat-1', take('ann'));
    await pod().execute('seat-1', leave('ann'));
    const { events, version } = await seats.execute('seat-1', take('ann'));
    expect({ events, version }).toEqual({ events: [SeatTaken({ by: 'ann' })], version: 3 });
    expect(store.commits).toHaveLength(3);
  });

  it('reads again before it believes that the domain says no', async () => {
    const { pod } = pods();
    const seats = pod();
    await seats.execute('seat-1', take('ann'));
    await pod().execute('seat-1', leave('ann'));
    expect((await seats.execute('seat-1', take('bob'))).state).toEqual({ by: 'bob' });
  });

  it('decides again when its memory turns out to be old', async () => {
    const { pod } = pods();
    const seats = pod();
    await seats.execute('seat-1', take('ann'));
    await pod().execute('seat-1', leave('ann'));
    await pod().execute('seat-1', take('bob'));
    const { events, state } = await seats.execute('seat-1', leave('ann'));
    expect({ events, state }).toEqual({ events: [], state: { by: 'bob' } });
  });

  it('remembers only so many', async () => {
    const { read, pod } = pods();
    const seats = pod({ remembered: 1 });
    await seats.execute('seat-1', take('ann'));
    await seats.execute('seat-2', take('ann'));
    read.mockClear();
    await seats.execute('seat-2', leave('ann'));
    expect(read).not.toHaveBeenCalled();
    await seats.execute('seat-1', leave('ann'));
    expect(read).toHaveBeenCalledTimes(1);
  });
});

describe('an aggregate that is assumed to be new', () => {
  it('is not read', async () => {
    const { read, pod } = pods();
    const { version } = await pod().execute('seat-1', take('ann'), true);
    expect(version).toBe(1);
    expect(read).not.toHaveBeenCalled();
  });

  it('is read, and decided upon again, when it is not', async () => {
    const { store, read, pod } = pods();
    await pod().execute('seat-1', take('ann'));
    read.mockClear();
    const { events } = await pod().execute('seat-1', take('ann'), true);
    expect(events).toEqual([]);
    await expect(pod().execute('seat-1', take('bob'), true)).rejects.toThrow('seat is taken');
    expect(read).toHaveBeenCalledTimes(2);
    expect(store.commits).toHaveLength(1);
  });
});

describe('an aggregate whose store fails', () => {
  it('does once what is asked again after a lost reply', async () => {
    const chances = [1, 0];
    const faults = { random: () => chances.shift() ?? 1, lostReply: 0.5 };
    const { store, pod } = pods(new MemoryEventStore({ faults }));
    const seats = pod();
    await expect(seats.execute('seat-1', take('ann'))).rejects.toThrow(Unavailable);
    expect((await seats.execute('seat-1', take('ann'))).events).toEqual([]);
    expect(store.commits).toHaveLength(1);
  });

  it('tells a lost reply from a lost race, when the store asks twice itself', async () => {
    const { store, append, pod } = pods();
    const original = MemoryEventStore.prototype.append.bind(store);
    append.mockImplementation(async (commit, writes) => {
      await original(commit, writes);
      return original(commit, writes);
    });
    expect((await pod().execute('seat-1', take('ann'))).version).toBe(1);
    expect(store.commits).toHaveLength(1);
  });
});

describe('an aggregate with writes beside its commits', () => {
  const cushions: TableDefinition = { name: 'cushions', partitionKey: 'colour' };

  function withCushions(available: number) {
    const table = new MemoryTable<{ colour: string; available: number }>(cushions);
    table.store({ colour: 'red', available });
    const { store, pod } = pods(new MemoryEventStore({ tables: [table] }));
    const seats = pod({
      writes: (_, events) =>
        events.map(({ type }) => ({
          kind: 'add',
          table: 'cushions',
          key: { colour: 'red' },
          amounts: { available: type === 'SeatTaken' ? -1 : 1 },
          ...(type === 'SeatTaken' && { atLeast: { available: 1 } }),
        })),
    });
    return { table, store, seats };
  }

  it('changes both together', async () => {
    const { table, seats } = withCushions(1);
    await seats.execute('seat-1', take('ann'));
    expect(table.items()).toEqual([{ colour: 'red', available: 0 }]);
    await seats.execute('seat-1', leave('ann'));
    expect(table.items()).toEqual([{ colour: 'red', available: 1 }]);
  });

  it('stores neither when a write is refused, and says what it found', async () => {
    const { table, store, seats } = withCushions(0);
    const refused: unknown = await seats.execute('seat-1', take('ann')).catch((e: unknown) => e);
    expect(refused).toBeInstanceOf(WritesRefused);
    expect(refused).toMatchObject({
      found: [{ colour: 'red', available: 0 }],
      writes: [{ table: 'cushions' }],
    });
    expect(store.commits).toEqual([]);
    table.store({ colour: 'red', available: 1 });
    expect((await seats.execute('seat-1', take('ann'))).version).toBe(1);
  });
});

describe('what an aggregate does before it appends', () => {
  it('is done before anything is stored, and knows what will be', async () => {
    const { store, pod } = pods();
    const seen: unknown[] = [];
    const before = (id: string, events: readonly SeatEvent[]) => {
      seen.push({ id, events, stored: store.commits.length });
      return Promise.resolve();
    };
    await pod({ before }).execute('seat-1', take('ann'));
    expect(seen).toEqual([{ id: 'seat-1', events: [SeatTaken({ by: 'ann' })], stored: 0 }]);
  });

  it('keeps everything from being stored if it fails', async () => {
    const { store, pod } = pods();
    const before = () => Promise.reject(new Unavailable('away'));
    await expect(pod({ before }).execute('seat-1', take('ann'))).rejects.toThrow(Unavailable);
    expect(store.commits).toEqual([]);
  });
});
