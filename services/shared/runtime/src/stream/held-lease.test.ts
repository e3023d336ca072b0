import { Unavailable } from '@waybill/kernel/failure';
import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import { MemoryTable } from '@waybill/testing/memory-table';
import { LeaseTaker } from './lease-taker.ts';
import { leasesDefinition, shardEnd, trimHorizon, type Lease } from './lease.ts';

const shards = [{ shardId: 's-1', parents: [] }];
const none = new Set<string>();

function world() {
  const platform = createMemoryPlatform();
  const leases = new MemoryTable<Lease>(leasesDefinition);
  const pod = (owner: string) =>
    new LeaseTaker(platform, { leases, owner, prefix: 'app/stream', leaseMs: 1_000 });
  const stored = () => leases.items()[0];
  /** A lease that `a` holds. */
  const held = async () => {
    const [taken] = await pod('a').look(shards, none);
    if (!taken) throw new Error('not taken');
    return taken.held;
  };
  return { platform, leases, pod, stored, held };
}

/** Lets `b` take over from an `a` that says nothing. */
async function overtaken() {
  const all = world();
  const held = await all.held();
  const b = all.pod('b');
  await b.look(shards, none);
  all.platform.advance(1_000);
  const [taken] = await b.look(shards, none);
  return { ...all, held, taken };
}

describe('a lease', () => {
  it('is taken by the first, from the start of the shard', async () => {
    const { held, stored } = world();
    await held();
    expect(stored()).toEqual({
      ...{ leaseKey: 'app/stream/s-1', leaseOwner: 'a', leaseCounter: 1 },
      ...{ checkpoint: trimHorizon, ownerSwitchesSinceCheckpoint: 0 },
    });
  });

  it('is one pod’s when several look at once', async () => {
    const { pod } = world();
    const looks = await Promise.all(['a', 'b', 'c'].map((owner) => pod(owner).look(shards, none)));
    expect(looks.flat()).toHaveLength(1);
  });

  it('is not taken while its counter moves, whatever the clocks say', async () => {
    const { platform, pod, held } = world();
    const mine = await held();
    const b = pod('b');
    for (let i = 0; i < 10; i += 1) {
      expect(await b.look(shards, none)).toEqual([]);
      platform.advance(900);
      await mine.save();
    }
  });

  it('is taken when its counter has not moved, and goes on from the checkpoint', async () => {
    const { taken, stored } = await overtaken();
    expect(taken?.shardId).toBe('s-1');
    expect(stored()).toMatchObject({ leaseOwner: 'b', ownerSwitchesSinceCheckpoint: 1 });
  });

  it('refuses the checkpoint of a pod that has lost it', async () => {
    const { held, stored } = await overtaken();
    expect(await held.save('41')).toBe(false);
    expect(held.isLost).toBe(true);
    expect(await held.handOver('42')).toBe(false);
    expect(stored()).toMatchObject({ leaseOwner: 'b', checkpoint: trimHorizon });
  });

  it('is not lost with a reply', async () => {
    const { leases, held, stored } = world();
    const mine = await held();
    const put = leases.put.bind(leases);
    jest.spyOn(leases, 'put').mockImplementationOnce(async (item, condition) => {
      await put(item, condition);
      throw new Unavailable('the reply is lost');
    });
    await expect(mine.save('41')).rejects.toThrow(Unavailable);
    expect(await mine.save('42')).toBe(true);
    expect(stored()).toMatchObject({ leaseOwner: 'a', checkpoint: '42' });
  });

  it('is handed to the pod that asks for it, where it stands', async () => {
    const { leases, pod, held, stored } = world();
    const mine = await held();
    leases.store({ ...mine.lease, leaseCounter: 2, leaseWantedBy: 'b' });
    expect(await mine.save('41')).toBe(true);
    expect(mine.isWanted).toBe(true);
    expect(await mine.handOver('42')).toBe(true);
    expect(stored()).toMatchObject({ leaseOwner: 'b', checkpoint: '42' });
    expect(stored()).not.toHaveProperty('leaseWantedBy');
    const [taken] = await pod('b').look(shards, none);
    expect(taken?.held.lease.checkpoint).toBe('42');
  });

  it('is removed when its shard has ended and Kinesis has forgotten it', async () => {
    const { leases, pod, held } = world();
    await (await held()).handOver(shardEnd);
    const child = { shardId: 's-2', parents: ['s-1'] };
    const taken = await pod('a').look([child], none);
    expect(taken.map(({ shardId }) => shardId)).toEqual(['s-2']);
    expect(leases.items().map(({ leaseKey }) => leaseKey)).toEqual(['app/stream/s-2']);
  });
});
