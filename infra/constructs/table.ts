import { DynamodbKinesisStreamingDestination } from '@cdktf/provider-aws/lib/dynamodb-kinesis-streaming-destination/index.js';
import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table/index.js';
import { Construct } from 'constructs';
import type { TableDefinition } from '@waybill/contracts/resources';
import type { Stage } from './stage.ts';
import type { Stream } from './stream.ts';

/** A table that is paid by request and can be put back to any second of 35 days; its changes go to `feed`. */
export class Table extends Construct {
  constructor(scope: Construct, { name }: Stage, table: TableDefinition, feed?: Stream) {
    super(scope, `table-${table.name}`);
    const { partitionKey, sortKey, indexes = [], timeToLive } = table;
    const made = new DynamodbTable(this, 'table', {
      name: name(table.name),
      billingMode: 'PAY_PER_REQUEST',
      hashKey: partitionKey,
      rangeKey: sortKey?.name,
      attribute: [...keyTypes(table)].map(([attribute, type]) => ({ name: attribute, type })),
      globalSecondaryIndex: indexes.map((index) => ({
        name: index.name,
        hashKey: index.partitionKey,
        rangeKey: index.sortKey,
        projectionType: index.projects ?? 'KEYS_ONLY',
      })),
      pointInTimeRecovery: { enabled: true },
      deletionProtectionEnabled: true,
      ...(timeToLive !== undefined && { ttl: { attributeName: timeToLive, enabled: true } }),
    });
    if (feed) {
      new DynamodbKinesisStreamingDestination(this, 'feed', {
        tableName: made.name,
        streamArn: feed.arn,
        approximateCreationDateTimePrecision: 'MICROSECOND',
      });
    }
  }
}

/** Every attribute that is a key of the table or of an index. */
function keyTypes({ partitionKey, sortKey, indexes = [] }: TableDefinition): Map<string, string> {
  const types = new Map([[partitionKey, 'S']]);
  if (sortKey) types.set(sortKey.name, sortKey.type);
  for (const index of indexes) {
    types.set(index.partitionKey, 'S').set(index.sortKey, 'S');
  }
  return types;
}
