import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { conditionOf } from './condition-expression.ts';
import type { AddWrite, Write } from './writes.ts';

/** One of the actions of a DynamoDB transaction. */
export type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** A write as DynamoDB is told it. One that its condition refuses answers what it found. */
export function actionOf(write: Write, name: (logicalName: string) => string): Action {
  const TableName = name(write.table);
  if (write.kind === 'add') return { Update: { TableName, ...additionOf(write) } };
  if (!write.condition) return { Put: { TableName, Item: write.item } };
  return {
    Put: {
      TableName,
      Item: write.item,
      ...conditionOf(write.condition),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}

function additionOf({ key, amounts, atLeast = {} }: AddWrite) {
  const added = Object.entries(amounts);
  const conditions = Object.entries(atLeast);
  return {
    Key: key,
    UpdateExpression: `ADD ${added.map((_, i) => `#a${i} :a${i}`).join(', ')}`,
    ...(conditions.length > 0 && {
      ConditionExpression: conditions.map((_, i) => `#c${i} >= :c${i}`).join(' AND '),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    }),
    ExpressionAttributeNames: Object.fromEntries([
      ...added.map(([field], i) => [`#a${i}`, field]),
      ...conditions.map(([field], i) => [`#c${i}`, field]),
    ]) as Record<string, string>,
    ExpressionAttributeValues: Object.fromEntries([
      ...added.map(([, amount], i) => [`:a${i}`, amount]),
      ...conditions.map(([, amount], i) => [`:c${i}`, amount]),
    ]) as Record<string, number>,
  };
}
