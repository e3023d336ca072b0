import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  type AttributeValue,
  type CancellationReason,
} from '@aws-sdk/client-dynamodb';
import {
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { Unavailable } from '@waybill/kernel/failure';
import type { Commit } from '@waybill/kernel/commit';
import { backoffMs, pause } from './backoff.ts';
import { fromItem, toItem, type CommitItem } from './commit-item.ts';
import type { Appended, EventStore } from './event-store.ts';
import type { Platform } from './platform.ts';
import { actionOf } from './write-action.ts';
import type { Write } from './writes.ts';

type Actions = NonNullable<TransactWriteCommandInput['TransactItems']>;

const conflictAttempts = 12;

/** The commits of `table` (a logical name) in DynamoDB. */
export function createDynamoEventStore(platform: Platform, table: string): EventStore {
  const { aws, name, random } = platform;
  const TableName = name(table);

  async function read(aggregateId: string, after = 0): Promise<Commit[]> {
    const commits: Commit[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await aws.dynamo.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'aggregateId = :id AND version > :after',
          ExpressionAttributeValues: { ':id': aggregateId, ':after': after },
          ConsistentRead: true,
          ExclusiveStartKey,
        }),
      );
      for (const item of page.Items ?? []) commits.push(fromItem(item as CommitItem));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return commits;
  }

  function put(commit: Commit): {
    TableName: string;
    Item: CommitItem;
    ConditionExpression: string;
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD';
  } {
    return {
      TableName,
      Item: toItem(commit),
      ConditionExpression: 'attribute_not_exists(aggregateId)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };
  }

  async function appendAlone(commit: Commit): Promise<Appended> {
    try {
      await aws.dynamo.send(new PutCommand(put(commit)));
      return { outcome: 'appended' };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return lostReplyOrRace(commit, error.Item);
    }
  }

  async function appendWith(commit: Commit, writes: readonly Write[]): Promise<Appended> {
    const TransactItems: Actions = [
      { Put: put(commit) },
      ...writes.map((write) => actionOf(write, name)),
    ];
    for (let attempt = 0; attempt < conflictAttempts; attempt += 1) {
      try {
        await aws.dynamo.send(
          new TransactWriteCommand({ TransactItems, ClientRequestToken: commit.commitId }),
        );
        return { outcome: 'appended' };
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        const outcome = outcomeOf(commit, error.CancellationReasons ?? []);
        if (outcome !== 'again') return outcome;
        await pause(backoffMs(attempt, { baseMs: 10, capMs: 500, random }));
      }
    }
    throw new Unavailable(`${table}: other transactions keep the items of ${commit.aggregateId}`);
  }

  return {
    read,
    append: (commit, writes = []) =>
      writes.length === 0 ? appendAlone(commit) : appendWith(commit, writes),
  };
}

function outcomeOf(commit: Commit, reasons: readonly CancellationReason[]): Appended | 'again' {
  const [own, ...others] = reasons;
  if (own?.Code === 'ConditionalCheckFailed') return lostReplyOrRace(commit, own.Item);
  if (own?.Code === 'TransactionConflict') return 'again';
  if (others.some(({ Code }) => Code === 'ConditionalCheckFailed')) {
    const found = others.map(({ Code, Item }) =>
      Code === 'ConditionalCheckFailed' ? (Item ? plain(Item) : null) : undefined,
    );
    return { outcome: 'refused', found };
  }
  const wrong = reasons.find(({ Code }) => Code === 'ValidationError');
  if (wrong) throw new Error(`transaction refused: ${wrong.Message ?? 'validation error'}`);
  return 'again';
}

function lostReplyOrRace(
  commit: Commit,
  found: Record<string, AttributeValue> | undefined,
): Appended {
  const stored = found && plain(found);
  return { outcome: stored?.commitId === commit.commitId ? 'appended' : 'conflict' };
}

/** The document client unmarshalls results, and leaves what comes with an error as it is. */
function plain(item: Record<string, unknown>): Record<string, unknown> {
  const isMarshalled = Object.values(item).every(
    (value) => typeof value === 'object' && value !== null,
  );
  return isMarshalled ? unmarshall(item as Record<string, AttributeValue>) : item;
}
