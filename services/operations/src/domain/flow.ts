import type { Sample } from './exposition.ts';

/** How long something took or waited: cumulative counts by upper bound in seconds, since the processes started. */
export interface Durations {
  readonly buckets: readonly { readonly le: number; readonly count: number }[];
  readonly count: number;
}

/** What a service has handled since its processes started, over all of its pods. */
export interface ServiceFlow {
  readonly service: string;
  /** Messages by type and outcome (done, retry, dead, unavailable). */
  readonly handled: readonly {
    readonly type: string;
    readonly outcome: string;
    readonly count: number;
  }[];
  readonly inFlight: number;
  /** How old messages were when they were received. */
  readonly age: Durations;
}

/** What flows through the system. Counters: whoever wants rates takes differences. */
export interface Flow {
  readonly services: readonly ServiceFlow[];
  /** What the relay has published, by kind: event or command. */
  readonly published: readonly { readonly kind: string; readonly count: number }[];
  /** From the commit to its acceptance by bus or queue. */
  readonly publishLag: Durations;
  /** From the commit to the row that shows it. */
  readonly projectionLag: Durations;
  readonly sagasEnded: readonly { readonly outcome: string; readonly count: number }[];
  readonly sagasNeedingAttention: number;
}

const histograms = [
  'waybill_message_age_seconds',
  'waybill_publish_lag_seconds',
  'waybill_projection_lag_seconds',
];
const wanted = new Set([
  ...['waybill_messages_total', 'waybill_messages_in_flight', 'waybill_published_total'],
  ...['waybill_sagas_ended_total', 'waybill_sagas_needing_attention_total'],
  ...histograms.flatMap((name) => [`${name}_bucket`, `${name}_count`]),
]);

/** Whether a metric is a part of the flow. */
export const isOfFlow = (name: string): boolean => wanted.has(name);

/** Sums samples of all pods. */
export function flowOf(samples: readonly Sample[]): Flow {
  const named = (name: string): Sample[] => samples.filter((sample) => sample.name === name);
  const messages = named('waybill_messages_total');
  const inFlight = named('waybill_messages_in_flight');
  const services = [...messages, ...inFlight].map(({ labels }) => labels.service ?? '');
  return {
    services: [...new Set(services)].sort().map((service) => {
      const own = ({ labels }: Sample): boolean => labels.service === service;
      return {
        service,
        handled: sums(messages.filter(own), ['type', 'outcome']),
        inFlight: total(inFlight.filter(own)),
        age: durations(samples.filter(own), 'waybill_message_age_seconds'),
      };
    }),
    published: sums(named('waybill_published_total'), ['kind']),
    publishLag: durations(samples, 'waybill_publish_lag_seconds'),
    projectionLag: durations(samples, 'waybill_projection_lag_seconds'),
    sagasEnded: sums(named('waybill_sagas_ended_total'), ['outcome']),
    sagasNeedingAttention: total(named('waybill_sagas_needing_attention_total')),
  };
}

function total(samples: readonly Sample[]): number {
  return samples.reduce((sum, { value }) => sum + value, 0);
}

function sums<L extends string>(
  samples: readonly Sample[],
  labels: readonly L[],
): (Record<L, string> & { count: number })[] {
  const counts = new Map<string, number>();
  for (const { labels: own, value } of samples) {
    const key = labels.map((label) => own[label] ?? '').join('\n');
    counts.set(key, (counts.get(key) ?? 0) + value);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, count]) => {
      const values = key.split('\n');
      const named = Object.fromEntries(labels.map((label, index) => [label, values[index] ?? '']));
      return { ...(named as Record<L, string>), count };
    });
}

function durations(samples: readonly Sample[], name: string): Durations {
  const counts = new Map<number, number>();
  for (const sample of samples) {
    if (sample.name !== `${name}_bucket`) continue;
    const le = Number((sample.labels.le ?? '').replace('+Inf', 'Infinity'));
    if (Number.isFinite(le)) counts.set(le, (counts.get(le) ?? 0) + sample.value);
  }
  return {
    buckets: [...counts].sort(([a], [b]) => a - b).map(([le, count]) => ({ le, count })),
    count: total(samples.filter((sample) => sample.name === `${name}_count`)),
  };
}
