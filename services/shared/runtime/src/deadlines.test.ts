import { Unavailable } from '@waybill/kernel/failure';
import { eventually } from '@waybill/testing/eventually';
import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import { MemoryTable } from '@waybill/testing/memory-table';
import { deadlineTable } from '@waybill/testing/saga-pods';
import { createDeadlines, deadlineOf, type Deadline } from './deadlines.ts';

const noon = '2026-01-01T12:00:00.000Z';

async function withDeadlines(...dues: [sagaId: string, wakeAt: string][]) {
  const platform = createMemoryPlatform({ at: noon });
  const table = new MemoryTable<Deadline>(deadlineTable);
  for (const [sagaId, wakeAt] of dues) await table.put(deadlineOf(sagaId, wakeAt));
  const fired: string[] = [];
  const deadlines = (fire: (sagaId: string) => Promise<void> = () => Promise.resolve()) =>
    createDeadlines(platform, {
      table,
      pollMs: 3_600_000,
      fire: (sagaId) => {
        fired.push(sagaId);
        return fire(sagaId);
      },
    });
  /** Looks once at every bucket. */
  async function sweep(fire?: (sagaId: string) => Promise<void>) {
    const worker = deadlines(fire);
    worker.start();
    await worker.stop();
  }
  const left = () => table.items().map(({ sagaId }) => sagaId);
  return { fired, deadlines, sweep, left };
}

describe('deadlines', () => {
  it('fire what is due to the millisecond, and nothing else', async () => {
    const { fired, sweep, left } = await withDeadlines(
      ['saga-past', '2025-12-31T23:59:59.999Z'],
      ['saga-now', noon],
      ['saga-soon', '2026-01-01T12:00:00.001Z'],
    );
    await sweep();
    expect(fired.sort()).toEqual(['saga-now', 'saga-past']);
    expect(left()).toEqual(['saga-soon']);
  });

  it('fire each of many once, page after page', async () => {
    const ids = Array.from({ length: 150 }, (_, i) => `saga-${i}`);
    const { fired, left, deadlines, sweep } = await withDeadlines(
      ...ids.map((id): [string, string] => [id, noon]),
    );
    const worker = deadlines();
    worker.start();
    await eventually(() => left().length === 0).finally(() => worker.stop());
    await sweep();
    expect(fired.sort()).toEqual(ids.sort());
  });

  it('keep what could not be fired, and go on with the others', async () => {
    const { fired, sweep, left } = await withDeadlines(['saga-a', noon], ['saga-b', noon]);
    await sweep((id) =>
      id === 'saga-a' ? Promise.reject(new Unavailable('away')) : Promise.resolve(),
    );
    expect(left()).toEqual(['saga-a']);
    await sweep();
    expect(fired.sort()).toEqual(['saga-a', 'saga-a', 'saga-b']);
    expect(left()).toEqual([]);
  });

  it('lie in the same bucket at every pod, spread over four', () => {
    const buckets = Array.from({ length: 100 }, (_, i) => deadlineOf(`saga-${i}`, noon).bucket);
    expect([...new Set(buckets)].sort()).toEqual(['0', '1', '2', '3']);
    expect(deadlineOf('saga-1', noon)).toEqual(deadlineOf('saga-1', noon));
  });
});
