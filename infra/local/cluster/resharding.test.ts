import { CreateStreamCommand, ListShardsCommand } from '@aws-sdk/client-kinesis';
import { useEmbeddedAws } from '@waybill/testing/embedded';
import { mergeFirst, splitWidest } from './resharding.ts';

const aws = useEmbeddedAws();
const stream = 'changes';

it('splits a stream in the middle, again and again, and merges it until it is whole', async () => {
  const platform = aws.platform();
  const StreamName = platform.name(stream);
  await platform.aws.kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));

  expect(await splitWidest(platform, stream)).toBe(2);
  expect(await splitWidest(platform, stream)).toBe(3);
  expect(await mergeFirst(platform, stream)).toBe(2);
  expect(await mergeFirst(platform, stream)).toBe(1);

  const { Shards = [] } = await platform.aws.kinesis.send(new ListShardsCommand({ StreamName }));
  const open = Shards.filter((shard) => !shard.SequenceNumberRange?.EndingSequenceNumber);
  expect(open.map(({ HashKeyRange }) => HashKeyRange)).toEqual([
    { StartingHashKey: '0', EndingHashKey: String(2n ** 128n - 1n) },
  ]);
  expect(Shards).toHaveLength(7);
});
