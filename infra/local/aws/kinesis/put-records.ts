import { AwsError } from '../emulator.ts';
import type { Engine, Request } from './engine.ts';

const maxRequestBytes = 5 * 1024 * 1024;
const maxRecords = 500;

export interface NewRecord {
  readonly partitionKey: string;
  readonly data: Buffer;
  readonly explicitHashKey?: string;
}

/** PutRecords, with AWS's limit on the whole request. */
export function putRecords(engine: Engine, request: Request): Promise<unknown> {
  const data = engine.parse('PutRecords', request);
  const records = data['Records'] as readonly { PartitionKey: string; Data: string }[];
  const bytes = records.reduce(
    (sum, { PartitionKey, Data }) => sum + PartitionKey.length + (Data.length * 3) / 4,
    0,
  );
  if (bytes > maxRequestBytes) {
    throw new AwsError('InvalidArgumentException', 'Records size exceeds 5 MB limit');
  }
  return engine.run('PutRecords', data);
}

/** Puts records that did not come by the wire. Rejects if the stream is missing. */
export async function putNewRecords(
  engine: Engine,
  streamName: string,
  records: readonly NewRecord[],
): Promise<void> {
  for (let start = 0; start < records.length; start += maxRecords) {
    const chunk = records.slice(start, start + maxRecords);
    await engine.run('PutRecords', {
      StreamName: streamName,
      Records: chunk.map(({ partitionKey, data, explicitHashKey }) => ({
        PartitionKey: partitionKey,
        Data: data.toString('base64'),
        ...(explicitHashKey !== undefined && { ExplicitHashKey: explicitHashKey }),
      })),
    });
  }
}
