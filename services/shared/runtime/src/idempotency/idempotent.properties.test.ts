import { Unavailable } from '@waybill/kernel/failure';
import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import { deterministicRandom } from '@waybill/testing/deterministic-random';
import { MemoryTable } from '@waybill/testing/memory-table';
import { promisesAreSettled, VirtualClock } from '@waybill/testing/virtual-clock';
import fc from 'fast-check';
import type { Platform } from '../platform.ts';
import type { Table } from '../table.ts';
import { idempotencyKeysTable, type IdempotencyRecord } from './idempotency-record.ts';
import { createIdempotent } from './idempotent.ts';

const leaseMs = 1_000;
const once = { key: 'label-printer/ord-1/1.0', content: 'ord-1' };
/** What an owner that is killed or frozen gives to whoever waits for it. */
const forever = (): Promise<never> => new Promise(() => 0);

/** A pod that wants the same thing done, at some time, and what befalls it. */
const pod = fc.record({
  startMs: fc.nat(3_000),
  handlerMs: fc.nat(2_500),
  fails: fc.boolean(),
  /** Dies so long after its start. */
  diesAfterMs: fc.option(fc.nat(3_000), { nil: undefined }),
  /** Stands still for so long, and then goes on as if nothing had happened. */
  stalls: fc.option(fc.record({ afterMs: fc.nat(1_500), forMs: fc.nat(4_000) }), {
    nil: undefined,
  }),
});

type Pod = typeof pod extends fc.Arbitrary<infer P> ? P : never;

interface World {
  readonly clock: VirtualClock;
  readonly table: MemoryTable<IdempotencyRecord>;
  /** Every record that was stored, in the order in which it was. */
  readonly history: IdempotencyRecord[];
  readonly answers: unknown[];
  readonly random: () => number;
}

/** The table as a pod reaches it: slowly, and sometimes without hearing what came of a call. */
function remote(
  { clock, table, history, random }: World,
  alive: () => Promise<void>,
): Table<IdempotencyRecord> {
  async function call<T>(work: () => Promise<T>): Promise<T> {
    await alive();
    await clock.sleep(random() * 150);
    const answer = await work();
    if (random() < 0.1) throw new Unavailable('the reply is lost');
    await clock.sleep(random() * 150);
    await alive();
    return answer;
  }
  const put: Table<IdempotencyRecord>['put'] = async (item, condition) => {
    const outcome = await table.put(item, condition);
    if (outcome === 'stored') history.push(item);
    return outcome;
  };
  return {
    get: (key, options) => call(() => table.get(key, options)),
    getMany: (keys) => call(() => table.getMany(keys)),
    // Tried twice now and then, as the SDK does.
    put: (item, condition) =>
      call(async () => {
        const outcome = await put(item, condition);
        return random() < 0.1 ? put(item, condition) : outcome;
      }),
    delete: (key) => call(() => table.delete(key)),
    query: (query) => call(() => table.query(query)),
  };
}

async function run(world: World, platform: Platform, each: Pod): Promise<void> {
  const { clock, answers, random } = world;
  await clock.sleep(each.startMs);
  const startedMs = clock.now().getTime();
  const { stalls, diesAfterMs = Infinity } = each;
  const alive = async (): Promise<void> => {
    const age = clock.now().getTime() - startedMs;
    if (stalls && age >= stalls.afterMs && age < stalls.afterMs + stalls.forMs) {
      await clock.sleep(stalls.afterMs + stalls.forMs - age);
    }
    if (clock.now().getTime() - startedMs >= diesAfterMs) await forever();
  };
  const sleep: Platform['sleep'] = async (ms, signal) => {
    await clock.sleep(ms, signal);
    await alive();
  };
  const idempotent = createIdempotent({ ...platform, sleep }, remote(world, alive), { leaseMs });
  // Fails at most once, so that the story has an end.
  let isFailing = each.fails;
  for (;;) {
    try {
      const answer = await idempotent(once, async ({ token }) => {
        await sleep(each.handlerMs);
        if (isFailing) {
          isFailing = false;
          throw new Error('out of paper');
        }
        return { doneBy: token };
      });
      answers.push(answer);
      return;
    } catch {
      await sleep(random() * 500);
    }
  }
}

it('is completed once, tokens only grow, and all are told the same', async () => {
  const seen = { takenOver: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(pod, { minLength: 2, maxLength: 6 }),
      fc.nat(),
      async (pods, seed) => {
        const clock = new VirtualClock('2026-01-01T00:00:00.000Z', promisesAreSettled);
        const world: World = {
          ...{ clock, history: [], answers: [], random: deterministicRandom(seed) },
          table: new MemoryTable<IdempotencyRecord>(idempotencyKeysTable, undefined, () =>
            Promise.resolve(),
          ),
        };
        const platform = { ...createMemoryPlatform({ seed }), now: clock.now };
        const last = { ...{ startMs: 60_000, handlerMs: 0, fails: false }, stalls: undefined };
        for (const each of [...pods, { ...last, diesAfterMs: undefined }]) {
          void run(world, platform, each);
        }
        const living = pods.filter(({ diesAfterMs }) => diesAfterMs === undefined).length + 1;
        await clock.until(() => world.answers.length >= living);

        const completed = world.history.filter(({ status }) => status === 'completed');
        expect(completed).toHaveLength(1);
        const told = completed.map(({ result = '' }) => JSON.parse(result) as unknown);
        expect(told).toEqual([{ doneBy: completed[0]?.token }]);
        expect(world.answers).toEqual(world.answers.map(() => told[0]));
        const tokens = world.history.map(({ token }) => token);
        expect(tokens).toEqual([...tokens].sort((a, b) => a - b));
        const owners = new Map(world.history.map(({ token, owner }) => [token, owner]));
        expect(world.history.every(({ token, owner }) => owners.get(token) === owner)).toBe(true);
        if (owners.size > 1) seen.takenOver += 1;
      },
    ),
    { numRuns: 300 },
  );
  expect(seen.takenOver).toBeGreaterThan(50);
});
