import { randomUUID } from 'node:crypto';
import db, { type Item, type Table } from 'dynalite/db/index.js';
import { region } from '../emulator.ts';
import type { Change } from './store.ts';

export type Precision = 'MILLISECOND' | 'MICROSECOND';

/** A change in the format in which DynamoDB sends it to Kinesis. `at` is in milliseconds. */
export function changeRecord(change: Change, at: number, precision: Precision): Buffer {
  const { table, before, after } = change;
  const keys = keysOf(table, after ?? before ?? {});
  const sizes = [keys, after, before].map((part) => (part ? db.itemSize(part) : 0));
  const record = {
    awsRegion: region,
    eventID: randomUUID(),
    eventName: before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT',
    userIdentity: change.expired
      ? { type: 'Service', principalId: 'dynamodb.amazonaws.com' }
      : null,
    recordFormat: 'application/json',
    tableName: table.TableName,
    dynamodb: {
      ...(precision === 'MICROSECOND'
        ? {
            ApproximateCreationDateTime: Math.trunc(at * 1000),
            ApproximateCreationDateTimePrecision: precision,
          }
        : { ApproximateCreationDateTime: Math.trunc(at) }),
      Keys: keys,
      ...(after && { NewImage: after }),
      ...(before && { OldImage: before }),
      SizeBytes: sizes.reduce((sum, size) => sum + size, 0),
    },
    eventSource: 'aws:dynamodb',
  };
  return Buffer.from(JSON.stringify(record));
}

function keysOf(table: Table, item: Item): Item {
  const names = table.KeySchema.map(({ AttributeName }) => AttributeName);
  return Object.fromEntries(names.map((name) => [name, item[name] ?? {}]));
}
