import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

/** One change of one item, as DynamoDB tells it to Kinesis. */
export interface ChangeRecord {
  readonly table: string;
  readonly event: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly newImage?: Readonly<Record<string, unknown>>;
  readonly oldImage?: Readonly<Record<string, unknown>>;
}

interface Wire {
  readonly tableName: string;
  readonly eventName: ChangeRecord['event'];
  readonly dynamodb: {
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
    newImage: dynamodb.NewImage && unmarshall(dynamodb.NewImage),
    oldImage: dynamodb.OldImage && unmarshall(dynamodb.OldImage),
  };
}
