import {
  AwsError,
  jsonAnswer,
  jsonError,
  type Emulator,
  type WireRequest,
  type WireResponse,
} from '../emulator.ts';
import { asAwsError, Engine, type Request } from './engine.ts';
import { getRecords } from './get-records.ts';
import { listShards } from './list-shards.ts';
import type { Operation } from './operations.ts';
import { putNewRecords, putRecords, type NewRecord } from './put-records.ts';
import { parseRequest } from './request.ts';
import { getShardIterator } from './shard-iterator.ts';
import { streamOperations } from './streams.ts';

export interface Kinesis extends Emulator {
  /** Puts records on behalf of the DynamoDB feed. Rejects if the stream is missing. */
  putRecords(streamName: string, records: readonly NewRecord[]): Promise<void>;
}

/** Starts an empty Kinesis in memory: kinesalite, and what AWS has learnt since. */
export function createKinesis(): Promise<Kinesis> {
  const engine = new Engine();
  const operations = allOperations(engine);

  return Promise.resolve({
    async handle(request: WireRequest): Promise<WireResponse> {
      try {
        const operation = operations.get(String(request.headers['x-amz-target']));
        if (!operation) throw new AwsError('UnknownOperationException', '');
        const answer = await operation(parseRequest(request));
        return answer === undefined ? emptyAnswer() : jsonAnswer(answer);
      } catch (error) {
        return jsonError(asAwsError(error));
      }
    },
    async putRecords(streamName: string, records: readonly NewRecord[]) {
      try {
        await putNewRecords(engine, streamName, records);
      } catch (error) {
        throw asAwsError(error);
      }
    },
    stop: () => Promise.resolve(),
  });
}

/** Kinesis answers nothing at all where there is nothing to say. */
function emptyAnswer(): WireResponse {
  return { ...jsonAnswer({}), body: '' };
}

function allOperations(engine: Engine): Map<string, (request: Request) => unknown> {
  const plain = (operation: Operation) => (request: Request) =>
    engine.run(operation, engine.parse(operation, request));
  const operations = {
    PutRecord: plain('PutRecord'),
    PutRecords: (request: Request) => putRecords(engine, request),
    GetShardIterator: (request: Request) => getShardIterator(engine, request),
    GetRecords: (request: Request) => getRecords(engine, request),
    ListShards: (request: Request) => listShards(engine, request, Date.now()),
    DescribeStreamSummary: plain('DescribeStreamSummary'),
    AddTagsToStream: plain('AddTagsToStream'),
    RemoveTagsFromStream: plain('RemoveTagsFromStream'),
    ListTagsForStream: plain('ListTagsForStream'),
    IncreaseStreamRetentionPeriod: plain('IncreaseStreamRetentionPeriod'),
    DecreaseStreamRetentionPeriod: plain('DecreaseStreamRetentionPeriod'),
    ...streamOperations(engine),
  };
  return new Map(
    Object.entries(operations).map(([name, run]) => [`Kinesis_20131202.${name}`, run]),
  );
}
