import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Commit } from '@waybill/kernel/commit';
import { fromItem, isCommitItem } from '../commit-item.ts';
import type { Platform } from '../platform.ts';

/** A part of a table's commits. Instants are as commits have them, in UTC with milliseconds. */
export interface ScanOptions {
  readonly table: string;
  readonly since: string;
  /** Not included. */
  readonly until?: string;
  /** This scan's part of the table, from 0, and how many parts there are. */
  readonly segment: number;
  readonly segments: number;
}

/**
 * Reads the commits of a table, page by page, each page's as they come: those of one aggregate in the order of
 * their versions. Reads, and is charged for, the whole table, whatever the instants leave.
 */
export async function* scanCommits(
  { aws, name }: Pick<Platform, 'aws' | 'name'>,
  { table, since, until, segment, segments }: ScanOptions,
): AsyncGenerator<Commit[]> {
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await aws.dynamo.send(
      new ScanCommand({
        TableName: name(table),
        FilterExpression: until
          ? 'committedAt >= :since AND committedAt < :until'
          : 'committedAt >= :since',
        ExpressionAttributeValues: { ':since': since, ...(until && { ':until': until }) },
        ConsistentRead: true,
        Segment: segment,
        TotalSegments: segments,
        ExclusiveStartKey,
      }),
    );
    yield (page.Items ?? []).filter(isCommitItem).map(fromItem);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}
