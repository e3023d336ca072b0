import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { RecordFormat } from './record-format.ts';

/** One change of one item, as DynamoDB tells it to Kinesis. */
export interface ChangeRecord {
  readonly table: string;
  readonly event: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly keys?: Readonly<Record<string, unknown>>;
  readonly newImage?: Readonly<Record<string, unknown>>;
  readonly oldImage?: Readonly<Record<string, unknown>>;
}

interface Wire {
  readonly tableName: string;
  readonly eventName: ChangeRecord['event'];
  readonly dynamodb: {
    readonly Keys?: Record<string, AttributeValue>;
    readonly NewImage?: Record<string, AttributeValue>;
    readonly OldImage?: Record<string, AttributeValue>;
  };
}

/** Reads a record of a DynamoDB stream destination. Throws if it is none. */
export function parseChange(bytes: Uint8Array): ChangeRecord {
  const { tableName, eventName, dynamodb } = JSON.parse(Buffer.from(bytes).toString()) as Wire;
  return {
    table: tableName,
    event: eventName,
    keys: dynamodb.Keys && unmarshall(dynamodb.Keys),
    newImage: dynamodb.NewImage && unmarshall(dynamodb.NewImage),
    oldImage: dynamodb.OldImage && unmarshall(dynamodb.OldImage),
  };
}

/** What a change belongs to, so that changes of one thing stay in order: its aggregate, or else its item. */
export function laneOf({ table, keys = {} }: ChangeRecord): string {
  const { aggregateId } = keys;
  return typeof aggregateId === 'string' ? aggregateId : `${table} ${JSON.stringify(keys)}`;
}

/** The records of a DynamoDB stream destination. */
export const changeFormat: RecordFormat<ChangeRecord> = { parse: parseChange, laneOf };
