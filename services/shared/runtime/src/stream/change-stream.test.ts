import {
  CreateStreamCommand,
  ListShardsCommand,
  MergeShardsCommand,
  PutRecordsCommand,
  SplitShardCommand,
} from '@aws-sdk/client-kinesis';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { streamDeadLetterName } from '@waybill/contracts/names';
import { Unavailable } from '@waybill/kernel/failure';
import { createTables, useEmbeddedAws } from '@waybill/testing/embedded';
import { eventually } from '@waybill/testing/eventually';
import { createDynamoTable } from '../dynamo-table.ts';
import type { Platform } from '../platform.ts';
import {
  createChangeStream,
  type ChangeStream,
  type ChangeStreamOptions,
} from './change-stream.ts';
import type { ChangeRecord } from './change-record.ts';
import { leasesDefinition, leasesTable, shardEnd, type Lease } from './lease.ts';

const aws = useEmbeddedAws();
beforeAll(() => createTables(aws.platform(), [leasesDefinition]));

interface Handled {
  readonly pod: number;
  readonly id: string;
  readonly n: number;
}

let streams = 0;
const running: ChangeStream[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((stream) => stream.stop()));
});

/** A stream of its own, with pods that note what they handle. */
async function world(shards: number, leaseMs = 5_000) {
  const platform: Platform = { ...aws.platform(), sleep: pauseShortly };
  const { kinesis } = platform.aws;
  const application = `app-${(streams += 1)}`;
  const stream = `stream-${streams}`;
  const StreamName = platform.name(stream);
  await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: shards }));
  const leases = createDynamoTable<Lease>(platform, leasesTable);
  const handled: Handled[] = [];
  const listed = async () =>
    (await kinesis.send(new ListShardsCommand({ StreamName }))).Shards ?? [];
  let pods = 0;

  return {
    platform,
    application,
    handled,
    StreamName,
    kinesis,
    listed,

    pod(options: Partial<ChangeStreamOptions> = {}): ChangeStream {
      const pod = pods;
      pods += 1;
      const made = createChangeStream(platform, {
        ...{ application, stream, leases, leaseMs, pollMs: 10, discoverMs: 50, batchSize: 10 },
        ...{ maximumBatchingWindowMs: 0, parallelizationFactor: 5 },
        ...{ maximumRetryAttempts: 3, bisectBatchOnError: true },
        handle: (changes) => {
          handled.push(...changes.map((change) => ({ pod, ...thingOf(change) })));
          return Promise.resolve();
        },
        ...options,
      });
      made.start();
      running.push(made);
      return made;
    },

    /** Puts record `n` of so many things. */
    async put(things: number, n: number): Promise<void> {
      const Records = Array.from({ length: things }, (_, i) => ({
        PartitionKey: `thing-${i}`,
        Data: Buffer.from(change(`thing-${i}`, n)),
      }));
      await kinesis.send(new PutRecordsCommand({ StreamName, Records }));
    },

    /** The leases of every shard that is listed. */
    async held(): Promise<Lease[]> {
      const keys = (await listed()).map(({ ShardId }) => ({
        leaseKey: `${application}/${StreamName}/${ShardId}`,
      }));
      return leases.getMany(keys);
    },
  };
}

type World = Awaited<ReturnType<typeof world>>;

/** How many shards each pod has, least first. */
async function shares(all: World): Promise<number[]> {
  const owners = (await all.held())
    .filter((l) => l.checkpoint !== shardEnd)
    .map((l) => l.leaseOwner);
  const names = [...new Set(owners.filter((owner) => owner !== undefined))];
  return names.map((name) => owners.filter((owner) => owner === name).length).sort();
}
const shared = (all: World, ...wanted: number[]) =>
  eventually(async () => JSON.stringify(await shares(all)) === JSON.stringify(wanted), 20_000);

function change(id: string, n: number): string {
  const item = marshall({ aggregateId: id, n });
  const Keys = marshall({ aggregateId: id });
  return JSON.stringify({
    tableName: 't',
    eventName: 'INSERT',
    dynamodb: { Keys, NewImage: item },
  });
}
const thingOf = ({ newImage }: ChangeRecord) => ({
  id: String(newImage?.aggregateId),
  n: Number(newImage?.n),
});
async function pauseShortly(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

/** Each thing's numbers, in the order in which they were handled. */
function byThing(handled: readonly Handled[]): Record<string, number[]> {
  const found: Record<string, number[]> = {};
  for (const { id, n } of handled) (found[id] ??= []).push(n);
  return found;
}
const inOrder = (things: number, upTo: number) =>
  Object.fromEntries(
    Array.from({ length: things }, (_, i) => [
      `thing-${i}`,
      Array.from({ length: upTo }, (_, n) => n),
    ]),
  );

describe('the pods of a change stream', () => {
  it('share the shards, also with one that joins, and read nothing twice in handing over', async () => {
    const all = await world(4, 900);
    all.pod();
    const second = all.pod();
    await shared(all, 2, 2);
    for (let n = 0; n < 10; n += 1) await all.put(20, n);
    all.pod();
    await shared(all, 1, 1, 2);
    for (let n = 10; n < 20; n += 1) await all.put(20, n);
    await second.stop();
    await shared(all, 2, 2);
    for (let n = 20; n < 30; n += 1) await all.put(20, n);
    await eventually(() => all.handled.length >= 600, 10_000);
    expect(byThing(all.handled)).toEqual(inOrder(20, 30));
  });

  it('go on with the shards of one that is killed, within twice the lease', async () => {
    const leaseMs = 600;
    const all = await world(4, leaseMs);
    const first = all.pod();
    all.pod();
    await shared(all, 2, 2);
    await first.kill();
    const killedAtMs = Date.now();
    await shared(all, 4);
    expect(Date.now() - killedAtMs).toBeLessThan(2 * leaseMs);
    await all.put(20, 0);
    await eventually(() => all.handled.length >= 20);
  });

  it('read parents before children, through a split and a merge', async () => {
    const all = await world(2, 600);
    const { StreamName, kinesis } = all;
    for (let n = 0; n < 5; n += 1) await all.put(20, n);
    const [first, second] = await all.listed();
    const start = BigInt(first?.HashKeyRange?.StartingHashKey ?? 0);
    const end = BigInt(first?.HashKeyRange?.EndingHashKey ?? 0);
    const NewStartingHashKey = String((start + end) / 2n);
    const ShardToSplit = first?.ShardId;
    await kinesis.send(new SplitShardCommand({ StreamName, ShardToSplit, NewStartingHashKey }));
    for (let n = 5; n < 10; n += 1) await all.put(20, n);
    all.pod({ batchSize: 3 });
    all.pod({ batchSize: 3 });
    const children = (await all.listed()).filter((s) => s.ParentShardId === first?.ShardId);
    const right = children.find((s) => s.HashKeyRange?.StartingHashKey === NewStartingHashKey);
    const AdjacentShardToMerge = second?.ShardId;
    const ShardToMerge = right?.ShardId;
    await kinesis.send(new MergeShardsCommand({ StreamName, ShardToMerge, AdjacentShardToMerge }));
    for (let n = 10; n < 15; n += 1) await all.put(20, n);
    await eventually(() => all.handled.length >= 300, 15_000);
    await eventually(
      async () => (await all.held()).filter((l) => l.checkpoint === shardEnd).length === 3,
    );
    expect(byThing(all.handled)).toEqual(inOrder(20, 15));
    const merged = (await all.held()).find(({ parentShardId = [] }) => parentShardId.length === 2);
    expect(merged?.parentShardId).toEqual(
      expect.arrayContaining([right?.ShardId, second?.ShardId]),
    );
  });

  it('park a record that fails three times, and what is no change record, by reference', async () => {
    const all = await world(1);
    const { platform, application, StreamName, kinesis } = all;
    const QueueName = platform.name(streamDeadLetterName(application));
    const { QueueUrl } = await platform.aws.sqs.send(new CreateQueueCommand({ QueueName }));
    const Record = { StreamName, Records: [{ PartitionKey: 'x', Data: Buffer.from('no change') }] };
    await kinesis.send(new PutRecordsCommand(Record));
    await all.put(20, 0);
    let alone = 0;
    all.pod({
      handle: (changes) => {
        const things = changes.map(thingOf);
        if (things.some(({ id }) => id === 'thing-7')) {
          if (things.length === 1) alone += 1;
          return Promise.reject(new Error('poison'));
        }
        all.handled.push(...things.map((thing) => ({ pod: 0, ...thing })));
        return Promise.resolve();
      },
    });
    await eventually(async () => (await all.held())[0]?.checkpoint.startsWith('4') === true);
    const parked: string[] = [];
    await eventually(async () => {
      const { Messages = [] } = await platform.aws.sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      parked.push(...Messages.map(({ Body = '' }) => Body));
      return parked.length >= 2;
    });
    expect(new Set(all.handled.map(({ id }) => id)).size).toBe(19);
    expect(alone).toBe(3);
    expect(parked.map((body) => JSON.parse(body) as object)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ application, stream: StreamName, reason: 'poison' }),
      ]),
    );
  });

  it('wait for what is away, and skip nothing', async () => {
    const all = await world(1);
    let isAway = true;
    let refused = 0;
    all.pod({
      handle: (changes) => {
        if (isAway) {
          refused += 1;
          return Promise.reject(new Unavailable('away'));
        }
        all.handled.push(...changes.map((each) => ({ pod: 0, ...thingOf(each) })));
        return Promise.resolve();
      },
    });
    for (let n = 0; n < 3; n += 1) await all.put(10, n);
    await eventually(() => refused > 20);
    isAway = false;
    await eventually(() => all.handled.length >= 30);
    expect(byThing(all.handled)).toEqual(inOrder(10, 3));
  });
});
