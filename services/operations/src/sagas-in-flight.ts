import { sagaStatus } from '@waybill/kernel/saga-state';
import { attentionBucket, deadlineBuckets, type Deadline } from '@waybill/runtime/deadlines';
import type { EventStore } from '@waybill/runtime/event-store';
import type { Table } from '@waybill/runtime/table';
import { sagaOf } from './saga-reader.ts';

/** A saga that has not ended. */
export interface SagaInFlight {
  readonly orderId: string;
  /** `needs-attention`, `running`, `abandoning`, `unwinding` or `cancelled-early`. */
  readonly status: string;
  /** What it waits for. */
  readonly what?: string;
  readonly step?: string;
  /** RFC 3339. */
  readonly dueAt?: string;
  readonly startedAt: string;
  readonly ageMs: number;
}

export interface SagasInFlight {
  /** Those that need attention first, then the oldest first. */
  readonly sagas: readonly SagaInFlight[];
  /** Whether these are all. */
  readonly isWhole: boolean;
}

/** What is read, and when it is. */
export interface Adapters {
  readonly deadlines: Table<Deadline>;
  readonly store: Pick<EventStore, 'read'>;
  readonly now: () => Date;
}

const atOnce = 16;

/**
 * The sagas that need attention, and those whose wake-ups come first, as far as they are not over. Every other saga under
 * way has a wake-up, which is taken away when it is due; so those of sagas that ended a moment ago are met too, and left out.
 *
 * @param limit how many wake-ups are looked at, and again how many of those that need attention
 */
export async function sagasInFlight(
  { deadlines, store, now }: Adapters,
  limit: number,
): Promise<SagasInFlight> {
  const each = Math.ceil(limit / deadlineBuckets.length);
  const first = (value: string, atMost: number) =>
    deadlines.query({ partition: { field: 'bucket', value }, limit: atMost });
  const pages = await Promise.all([
    first(attentionBucket, limit),
    ...deadlineBuckets.map((value) => first(value, each)),
  ]);
  const waiting = [...new Set(pages.flatMap(({ items }) => items.map(({ sagaId }) => sagaId)))];
  const sagas: SagaInFlight[] = [];
  const one = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const saga = await readOne(store, id, now());
      if (saga) sagas.push(saga);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return {
    sagas: sagas.sort(byUrgency),
    isWhole: pages.every(({ next }) => next === undefined),
  };
}

function byUrgency(a: SagaInFlight, b: SagaInFlight): number {
  const urgency = Number(needsAttention(b)) - Number(needsAttention(a));
  // By their start and not by their age, which is told at slightly different instants.
  const [one, other] = [`${a.startedAt} ${a.orderId}`, `${b.startedAt} ${b.orderId}`];
  return urgency || (one < other ? -1 : 1);
}

const needsAttention = ({ status }: SagaInFlight): boolean => status === 'needs-attention';

async function readOne(
  store: Pick<EventStore, 'read'>,
  sagaId: string,
  now: Date,
): Promise<SagaInFlight | undefined> {
  const commits = await store.read(sagaId);
  const [first] = commits;
  if (!first) return undefined;
  const state = sagaOf(commits);
  if (state.ended) return undefined;
  const { what, step, dueAt } = state.awaiting ?? {};
  return {
    orderId: sagaId.replace(/^saga-/, ''),
    status: sagaStatus(state),
    ...{ what, step, dueAt },
    startedAt: first.committedAt,
    ageMs: now.getTime() - Date.parse(first.committedAt),
  };
}
