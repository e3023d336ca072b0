import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import { eventually } from '@waybill/testing/eventually';
import { Lanes } from './lanes.ts';

const record = (lane: string, sequenceNumber: string) => ({ lane, sequenceNumber });
type Record = ReturnType<typeof record>;

/** Lanes whose batches end when the test says so. */
function world(options: { maximumBatchingWindowMs?: number; sleep?: () => Promise<void> } = {}) {
  const begun: string[][] = [];
  const ends: (() => void)[] = [];
  const platform = { ...createMemoryPlatform(), ...(options.sleep && { sleep: options.sleep }) };
  const lanes = new Lanes<Record>(platform, {
    batchSize: 2,
    parallelizationFactor: 2,
    maximumBatchingWindowMs: options.maximumBatchingWindowMs ?? 0,
    handle: (batch) => {
      begun.push(batch.map(({ sequenceNumber }) => sequenceNumber));
      return new Promise((resolve) => ends.push(resolve));
    },
  });
  return { platform, lanes, begun, ends };
}

describe('the lanes of a shard', () => {
  it('leave no gap behind when they are drained, and begin nothing beyond', async () => {
    const { lanes, begun, ends } = world();
    lanes.add(['a1', 'a2', 'a3', 'b4', 'b5', 'b6'].map((id) => record(id.charAt(0), id)));
    expect(begun).toEqual([
      ['a1', 'a2'],
      ['b4', 'b5'],
    ]);
    const drained = lanes.drain();
    ends[0]?.();
    await eventually(() => begun.length === 3);
    expect(begun[2]).toEqual(['a3']);
    ends.forEach((end) => end());
    await drained;
    expect(begun).toHaveLength(3);
    expect(lanes.reached).toBe('b5');
  });

  it('wait so long for a batch to fill', async () => {
    let isOver: () => void = () => undefined;
    const sleep = () => new Promise<void>((resolve) => (isOver = resolve));
    const { platform, lanes, begun } = world({ maximumBatchingWindowMs: 200, sleep });
    lanes.add([record('a', '1')]);
    expect(begun).toEqual([]);
    platform.advance(200);
    isOver();
    await eventually(() => begun.length === 1);
    lanes.add([record('b', '2'), record('c', '3')]);
    expect(begun).toEqual([['1'], ['2', '3']]);
  });
});
