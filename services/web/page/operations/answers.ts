/** What the operators' API answers; see docs/http.md. */
export interface MeasuredQueue {
  readonly queue: string;
  readonly service: string;
  readonly kind: 'inbox' | 'dead-letters' | 'undelivered' | 'stream-dead-letters';
  readonly visible?: number;
  readonly inFlight?: number;
  readonly delayed?: number;
  readonly isUnknown?: boolean;
}

/** All that a queue holds; undefined where it is not known, which is worth a look as much as any number. */
export function depthOf({
  visible,
  inFlight,
  delayed,
  isUnknown,
}: MeasuredQueue): number | undefined {
  return isUnknown ? undefined : (visible ?? 0) + (inFlight ?? 0) + (delayed ?? 0);
}

/** How many dead letters of all kinds lie in some queues. */
export function deadLettersIn(queues: readonly MeasuredQueue[]): number {
  const dead = queues.filter(({ kind }) => kind !== 'inbox');
  return dead.reduce((sum, queue) => sum + (depthOf(queue) ?? 0), 0);
}

export interface Queues {
  readonly measuredAt: string;
  readonly queues: readonly MeasuredQueue[];
}

/** Cumulative counts by upper bound in seconds. */
export interface Durations {
  readonly buckets: readonly { readonly le: number; readonly count: number }[];
  readonly count: number;
}

export interface ServiceFlow {
  readonly service: string;
  readonly handled: readonly {
    readonly type: string;
    readonly outcome: string;
    readonly count: number;
  }[];
  readonly inFlight: number;
  readonly age: Durations;
}

export interface Flow {
  readonly measuredAt: string;
  readonly services: readonly ServiceFlow[];
  readonly published: readonly { readonly kind: string; readonly count: number }[];
  readonly publishLag: Durations;
  readonly projectionLag: Durations;
  readonly sagasEnded: readonly { readonly outcome: string; readonly count: number }[];
  readonly sagasNeedingAttention: number;
}

export interface Sagas {
  readonly isWhole: boolean;
  readonly sagas: readonly {
    readonly orderId: string;
    readonly status: string;
    readonly what?: string;
    readonly step?: string;
    readonly dueAt?: string;
    readonly startedAt: string;
    readonly ageMs: number;
  }[];
}

export interface StoryEntry {
  readonly service: string;
  readonly aggregateId: string;
  readonly version: number;
  readonly eventId: string;
  readonly kind: string;
  readonly type: string;
  readonly data: unknown;
  readonly committedAt: string;
  readonly sincePreviousMs: number;
  readonly correlationId: string;
  readonly causationId?: string;
}
