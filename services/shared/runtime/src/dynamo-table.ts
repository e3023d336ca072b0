import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import { Unavailable } from '@waybill/kernel/failure';
import { backoffMs, pause } from './backoff.ts';
import { conditionOf } from './condition-expression.ts';
import type { Platform } from './platform.ts';
import type { Key, Query, Table } from './table.ts';

const batchSize = 100;
const batchAttempts = 8;

/** `table` (a logical name) in DynamoDB. */
export function createDynamoTable<Item extends object>(
  { aws: { dynamo }, name, random }: Platform,
  table: string,
): Table<Item> {
  const TableName = name(table);

  async function getBatch(keys: readonly Key[], ConsistentRead: boolean): Promise<Item[]> {
    const items: Item[] = [];
    let RequestItems: BatchGetCommandInput['RequestItems'] = {
      [TableName]: { Keys: [...keys], ConsistentRead },
    };
    for (let attempt = 0; attempt < batchAttempts; attempt += 1) {
      const answer: BatchGetCommandOutput = await dynamo.send(
        new BatchGetCommand({ RequestItems }),
      );
      items.push(...((answer.Responses?.[TableName] ?? []) as Item[]));
      if (!answer.UnprocessedKeys?.[TableName]) return items;
      RequestItems = answer.UnprocessedKeys;
      await pause(backoffMs(attempt, { baseMs: 20, capMs: 1_000, random }));
    }
    throw new Unavailable(`${table} does not answer all keys`);
  }

  return {
    async get(Key, { consistent = false } = {}) {
      const answer = await dynamo.send(
        new GetCommand({ TableName, Key, ConsistentRead: consistent }),
      );
      return answer.Item as Item | undefined;
    },
    async getMany(keys, { consistent = false } = {}) {
      const batches = Array.from({ length: Math.ceil(keys.length / batchSize) }, (_, i) =>
        getBatch(keys.slice(i * batchSize, (i + 1) * batchSize), consistent),
      );
      return (await Promise.all(batches)).flat();
    },
    async put(Item, condition) {
      try {
        await dynamo.send(new PutCommand({ TableName, Item, ...conditionOf(condition) }));
        return 'stored';
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'refused';
        throw error;
      }
    },
    async delete(Key) {
      await dynamo.send(new DeleteCommand({ TableName, Key }));
    },
    async query(query) {
      const answer = await dynamo.send(new QueryCommand({ TableName, ...queryOf(query) }));
      return { items: (answer.Items ?? []) as Item[], next: answer.LastEvaluatedKey as Key };
    },
  };
}

function queryOf({ index, partition, upTo, newestFirst, consistent, limit, after }: Query) {
  return {
    IndexName: index,
    KeyConditionExpression: upTo ? '#p = :p AND #s <= :s' : '#p = :p',
    ExpressionAttributeNames: { '#p': partition.field, ...(upTo && { '#s': upTo.field }) },
    ExpressionAttributeValues: { ':p': partition.value, ...(upTo && { ':s': upTo.value }) },
    ScanIndexForward: !newestFirst,
    ConsistentRead: consistent,
    Limit: limit,
    ExclusiveStartKey: after,
  };
}
