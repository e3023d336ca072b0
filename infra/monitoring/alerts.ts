import {
  counted,
  deadLetters,
  deadlineLateness,
  messageAge,
  missed,
  objective,
  publishLag,
  sagasInAttention,
  sinceMeasured,
  streamBehind,
  waiting,
} from './signals.ts';

/** Input series of a unit test, in promtool's notation, one value a minute. */
export type Series = Readonly<Record<string, string>>;

/** An alert, named for the symptom. Its runbook is `docs/runbooks/<name in kebab-case>.md`. */
export interface Alert {
  readonly name: string;
  readonly severity: 'page' | 'ticket';
  /** What is looked at; data is there also while all is well. */
  readonly signal: string;
  /** When it is too much: follows the signal, or stands for the whole expression. */
  readonly condition: string | ((signal: string) => string);
  /** How long it must hold. */
  readonly for: string;
  /** One sentence, in Prometheus' templates. */
  readonly summary: string;
  /** What makes it fire, and what does not, after so many minutes. */
  readonly fires: Series;
  readonly staysSilent: Series;
  readonly afterMinutes: number;
}

const dead = 'waybill_queue_messages{queue="orders-dlq", kind="dead-letters", state="visible"}';
const inbox = 'waybill_queue_messages{queue="orders", kind="inbox", state="visible"}';

/** Buckets of a histogram whose every observation is below `below` seconds, or above every bound if that is absent. */
function observed(
  histogram: string,
  labels: string,
  bounds: readonly number[],
  below?: number,
): Series {
  const prefix = labels === '' ? '' : `${labels}, `;
  const finite = bounds.map((le): [string, string] => [
    `${histogram}_bucket{${prefix}le="${le}"}`,
    below !== undefined && le >= below ? '0+60x600' : '0x600',
  ]);
  return Object.fromEntries([
    ...finite,
    [`${histogram}_bucket{${prefix}le="+Inf"}`, '0+60x600'],
    [`${histogram}_count{${labels}}`, '0+60x600'],
  ]);
}

const duration = 'waybill_saga_duration_seconds';
/** Every minute 100 orders end, `missing` of them after a minute. */
function orders(missing: number): Series {
  return {
    [`${duration}_bucket{outcome="completed", le="60"}`]: `0+${100 - missing}x6000`,
    [`${duration}_count{outcome="completed"}`]: '0+100x6000',
  };
}

/** Burns `rate` times what the objective allows, over a long and a short window: soon, and not for long after it is over. */
function burns(rate: number, long: string, short: string): Pick<Alert, 'signal' | 'condition'> {
  const most = (rate * (1 - objective)).toFixed(3);
  return {
    signal: missed(long),
    condition: (signal) => `(${signal}) > ${most} and (${missed(short)}) > ${most}`,
  };
}

/** What somebody must know of. Source of the burn rates: Google's SRE workbook, chapter 5. */
export const alerts: readonly Alert[] = [
  {
    name: 'DeadLetters',
    severity: 'ticket',
    signal: deadLetters,
    condition: '> 0',
    for: '1m',
    summary: '{{ $value }} messages lie in {{ $labels.queue }}: nobody handles them.',
    fires: { [dead]: '0x5 3x20' },
    staysSilent: { [dead]: '0x30', [inbox]: '5x30' },
    afterMinutes: 15,
  },
  {
    name: 'OrdersNotDraining',
    severity: 'page',
    signal: waiting,
    condition: (signal) => `${signal} > 100 and delta((${signal})[10m:1m]) >= 0`,
    for: '5m',
    summary: '{{ $value }} messages wait in {{ $labels.queue }}, and they do not get fewer.',
    fires: { [inbox]: '0+50x40' },
    staysSilent: { [inbox]: '4000-50x40' },
    afterMinutes: 30,
  },
  {
    name: 'MessagesOld',
    severity: 'ticket',
    signal: messageAge,
    // The histogram ends at 300 s: what is older counts as that.
    condition: '>= 300',
    for: '10m',
    summary:
      '{{ $labels.service }} receives messages that waited for {{ $value | humanizeDuration }}.',
    fires: observed('waybill_message_age_seconds', 'service="orders"', [60, 300]),
    staysSilent: observed('waybill_message_age_seconds', 'service="orders"', [60, 300], 60),
    afterMinutes: 30,
  },
  {
    name: 'PublishLagHigh',
    severity: 'page',
    signal: publishLag,
    condition: '> 10',
    for: '5m',
    summary:
      'From commit to bus it takes {{ $value | humanizeDuration }}: everything that follows is late.',
    fires: observed('waybill_publish_lag_seconds', 'service="relay"', [1, 10, 30, 60], 30),
    staysSilent: observed('waybill_publish_lag_seconds', 'service="relay"', [1, 10, 30, 60], 1),
    afterMinutes: 20,
  },
  {
    name: 'StreamBehind',
    severity: 'ticket',
    signal: streamBehind,
    condition: '> 60',
    for: '5m',
    summary:
      '{{ $labels.service }} reads {{ $labels.stream }}, {{ $labels.shard }} {{ $value | humanizeDuration }} behind.',
    fires: {
      'waybill_stream_behind_seconds{service="relay", stream="changes", shard="0"}': '0+10x40',
    },
    staysSilent: {
      'waybill_stream_behind_seconds{service="relay", stream="changes", shard="0"}': '0x4 90 0x40',
    },
    afterMinutes: 20,
  },
  {
    name: 'SagasNeedAttention',
    severity: 'ticket',
    signal: sagasInAttention,
    condition: '> 0',
    for: '0m',
    summary: '{{ $value }} sagas wait for an undo that was not confirmed.',
    fires: { 'waybill_sagas_in_attention{service="operations"}': '0x5 2x20' },
    staysSilent: { 'waybill_sagas_in_attention{service="operations"}': '0x30' },
    afterMinutes: 10,
  },
  {
    name: 'DeadlinesLate',
    severity: 'page',
    signal: deadlineLateness,
    condition: '> 60',
    for: '5m',
    summary:
      'A wake-up has been due for {{ $value | humanizeDuration }}: sagas that are stuck stay so.',
    fires: { 'waybill_deadline_lateness_seconds{service="operations"}': '0+60x30' },
    staysSilent: { 'waybill_deadline_lateness_seconds{service="operations"}': '2x30' },
    afterMinutes: 15,
  },
  {
    name: 'QueuesNotMeasured',
    severity: 'page',
    signal: sinceMeasured,
    condition: (signal) => `${signal} > 120 or absent(waybill_queues_measured_timestamp_seconds)`,
    for: '2m',
    summary: 'Nobody measures the queues: the other alerts are blind.',
    fires: {},
    staysSilent: { 'waybill_queues_measured_timestamp_seconds{service="operations"}': '0+60x30' },
    afterMinutes: 10,
  },
  {
    name: 'MailRefused',
    severity: 'ticket',
    signal: counted('waybill_mails_dropped_total', '15m'),
    condition: (signal) => `(${signal}) > 5`,
    for: '0m',
    summary: '{{ $value | humanize }} mails were not sent within 15 minutes.',
    fires: { 'waybill_mails_dropped_total{reason="refused"}': '0+2x30' },
    staysSilent: { 'waybill_mails_dropped_total{reason="refused"}': '0x29 1' },
    afterMinutes: 20,
  },
  {
    name: 'MessagesParked',
    severity: 'ticket',
    signal: `sum(increase(waybill_parked_total[15m])) or vector(0)`,
    condition: (signal) => `(${signal}) > 0`,
    for: '0m',
    summary:
      'The relay has put {{ $value | humanize }} messages aside: their destination takes nothing, or they are too large.',
    fires: { 'waybill_parked_total{destination="payments", reason="not-taking"}': '0x5 3x30' },
    staysSilent: { 'waybill_parked_total{destination="payments", reason="not-taking"}': '3x40' },
    afterMinutes: 10,
  },
  {
    name: 'ChangesParked',
    severity: 'ticket',
    signal: 'sum(increase(waybill_stream_parked_total[15m])) or vector(0)',
    condition: (signal) => `(${signal}) > 0`,
    for: '0m',
    summary:
      '{{ $value | humanize }} change records were left out: a projection or the figures lack them.',
    fires: { 'waybill_stream_parked_total{stream="order-changes"}': '0x5 1x30' },
    staysSilent: { 'waybill_stream_parked_total{stream="order-changes"}': '0x40' },
    afterMinutes: 10,
  },
  {
    name: 'OrdersLateFast',
    severity: 'page',
    ...burns(14.4, '1h', '5m'),
    for: '2m',
    summary:
      '{{ $value | humanizePercentage }} of orders take over a minute: the month’s allowance is gone in two days.',
    fires: orders(20),
    staysSilent: orders(1),
    afterMinutes: 70,
  },
  {
    name: 'OrdersLateSlow',
    severity: 'ticket',
    ...burns(3, '1d', '2h'),
    for: '15m',
    summary:
      '{{ $value | humanizePercentage }} of a day’s orders take over a minute: the month’s allowance is gone in ten days.',
    fires: orders(5),
    staysSilent: orders(1),
    afterMinutes: 1_500,
  },
];

/** The expression that Prometheus evaluates. */
export function expressionOf({ signal, condition }: Alert): string {
  return typeof condition === 'string' ? `${signal} ${condition}` : condition(signal);
}

/** Where an alert's runbook is, from the repository's root. */
export function runbookOf({ name }: Alert): string {
  const kebab = name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  return `docs/runbooks/${kebab}.md`;
}
