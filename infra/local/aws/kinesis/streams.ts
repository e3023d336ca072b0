import { AwsError } from '../emulator.ts';
import type { Engine, Request } from './engine.ts';
import { changeNow, updateShardCount } from './resharding.ts';
import { openShards, type Stream } from './stream.ts';

/** What AWS gives a stream that adapts its shards to its load; here their number stays. */
const onDemandShards = 4;

/** The operations that make, change and describe streams. A stream changes its state at once. */
export function streamOperations(engine: Engine) {
  const { store } = engine;
  const mode = (request: Request) =>
    (request['StreamModeDetails'] ?? { StreamMode: 'PROVISIONED' }) as { StreamMode: string };

  return {
    async CreateStream(request: Request) {
      const { StreamMode } = mode(request);
      const shardCount = StreamMode === 'ON_DEMAND' ? onDemandShards : undefined;
      await changeNow(engine, 'CreateStream', { ShardCount: shardCount, ...request });
      store.change(request['StreamName'], {
        StreamModeDetails: { StreamMode },
        _tags: (request['Tags'] ?? {}) as Stream['_tags'],
      });
    },

    DeleteStream: (request: Request) => changeNow(engine, 'DeleteStream', request),
    SplitShard: (request: Request) => changeNow(engine, 'SplitShard', request),
    MergeShards: (request: Request) => changeNow(engine, 'MergeShards', request),
    UpdateShardCount: (request: Request) => updateShardCount(engine, request),

    async DescribeStream(request: Request) {
      const data = engine.parse('DescribeStream', request);
      const answer = await engine.run('DescribeStream', data);
      const { StreamDescription } = answer as { StreamDescription: Stream };
      const after = data['ExclusiveStartShardId'];
      const shards = StreamDescription.Shards.filter(
        ({ ShardId }) => typeof after !== 'string' || ShardId > after,
      );
      const limit = typeof data['Limit'] === 'number' ? data['Limit'] : 100;
      return {
        StreamDescription: {
          ...StreamDescription,
          Shards: shards.slice(0, limit),
          HasMoreShards: shards.length > limit,
        },
      };
    },

    ListStreams({ Limit, ExclusiveStartStreamName, NextToken }: Request) {
      const after = NextToken ?? ExclusiveStartStreamName;
      const names = store.names.filter((name) => typeof after !== 'string' || name > after);
      const listed = names.slice(0, typeof Limit === 'number' ? Limit : 100);
      const hasMore = names.length > listed.length;
      return {
        StreamNames: listed,
        HasMoreStreams: hasMore,
        ...(hasMore && { NextToken: listed.at(-1) }),
        StreamSummaries: listed.map((name) => {
          const stream = store.stream(name);
          const { StreamName, StreamARN, StreamStatus, StreamModeDetails } = stream;
          return {
            StreamName,
            StreamARN,
            StreamStatus,
            StreamModeDetails,
            StreamCreationTimestamp: stream.StreamCreationTimestamp,
          };
        }),
      };
    },

    UpdateStreamMode: (request: Request) =>
      store.change(request['StreamName'], { StreamModeDetails: mode(request) }),

    StartStreamEncryption({ StreamName, EncryptionType, KeyId }: Request) {
      if (EncryptionType !== 'KMS' || typeof KeyId !== 'string') {
        throw new AwsError('ValidationException', 'EncryptionType must be KMS, with a KeyId');
      }
      store.change(StreamName, { EncryptionType, KeyId });
    },

    StopStreamEncryption: ({ StreamName }: Request) =>
      store.change(StreamName, { EncryptionType: 'NONE', KeyId: undefined }),

    DescribeLimits: () => ({
      ShardLimit: store.shardLimit,
      OpenShardCount: store.names
        .map((name) => openShards(store.stream(name)).length)
        .reduce((sum, count) => sum + count, 0),
      OnDemandStreamCount: 0,
      OnDemandStreamCountLimit: 50,
    }),
  };
}
