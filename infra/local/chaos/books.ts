import { entriesOf, type Commit } from '@waybill/kernel/commit';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import type { Platform } from '@waybill/runtime/platform';
import { scanCommits } from '@waybill/runtime/publishing/commit-scan';
import type { Client } from '../load/client.ts';
import { Failure } from '../load/failure.ts';
import { inParallel } from '../load/in-parallel.ts';

/** An order in the books that no customer reads: its commits, its row of the read model, its saga. */
export interface OrderBook {
  readonly orderId: string;
  /** How many commits it has. */
  readonly commits: number;
  /** What its commits fold to, as the service itself shows its history. */
  readonly folded: unknown;
  readonly row: unknown;
  /** The outcomes with which its saga ended: one. */
  readonly sagaOutcomes: readonly string[];
}

const atOnce = 8;
const since = '2000-01-01T00:00:00.000Z';

/** Reads the books of every order that was ever committed. */
export async function readBooks(platform: Platform, client: Client): Promise<OrderBook[]> {
  const sagas = createDynamoEventStore(platform, 'fulfilment-commits');
  const commits = await commitsByOrder(platform);
  const rows = await rowsOf(platform, [...commits.keys()]);
  return inParallel([...commits], atOnce, async ([orderId, count]) => ({
    orderId,
    commits: count,
    folded: await foldedOf(client, orderId),
    row: rows.get(orderId),
    sagaOutcomes: outcomesIn(await sagas.read(`saga-${orderId}`)),
  }));
}

async function commitsByOrder(platform: Platform): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const table = 'order-commits';
  for await (const page of scanCommits(platform, { table, since, segment: 0, segments: 1 })) {
    for (const { aggregateId } of page) counts.set(aggregateId, (counts.get(aggregateId) ?? 0) + 1);
  }
  return counts;
}

async function rowsOf(
  platform: Platform,
  orderIds: readonly string[],
): Promise<Map<string, unknown>> {
  const table = createDynamoTable<{ orderId: string }>(platform, 'orders');
  const rows = await table.getMany(orderIds.map((orderId) => ({ orderId })));
  return new Map(rows.map((row) => [row.orderId, row]));
}

async function foldedOf(client: Client, orderId: string): Promise<unknown> {
  const path = `/orders/${orderId}/history`;
  const { status, body } = await client.call({ method: 'GET', path });
  if (status !== 200) throw new Failure(`GET ${path} answers ${status}`, 1);
  return (body as { state: unknown }).state;
}

function outcomesIn(commits: readonly Commit[]): string[] {
  return entriesOf(commits)
    .filter(({ type }) => type === 'SagaEnded')
    .map(({ data }) => (data as { outcome: string }).outcome);
}
