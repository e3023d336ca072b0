import { ListShardsCommand, type ListShardsCommandOutput } from '@aws-sdk/client-kinesis';
import type { Aws } from '../aws.ts';
import type { ShardInfo } from './shard-order.ts';

/** Every shard that the stream still holds records of. `StreamName` is its name in AWS. */
export async function listShards({ kinesis }: Aws, StreamName: string): Promise<ShardInfo[]> {
  const found: ShardInfo[] = [];
  let NextToken: string | undefined;
  do {
    const page: ListShardsCommandOutput = await kinesis.send(
      new ListShardsCommand(NextToken ? { NextToken } : { StreamName }),
    );
    for (const { ShardId, ParentShardId, AdjacentParentShardId } of page.Shards ?? []) {
      if (ShardId === undefined) continue;
      const parents = [ParentShardId, AdjacentParentShardId].filter((id) => id !== undefined);
      found.push({ shardId: ShardId, parents });
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}
