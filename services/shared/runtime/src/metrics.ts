import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What a service measures. Names are Prometheus', durations in seconds. */
export interface Metrics {
  readonly registry: Registry;
  readonly messages: Counter<'type' | 'outcome'>;
  readonly handling: Histogram<'type'>;
  readonly inFlight: Gauge;
  readonly messageAge: Histogram;
  readonly published: Counter<'kind'>;
  readonly publishLag: Histogram;
  readonly parked: Counter<'destination' | 'reason'>;
  readonly projectionLag: Histogram<'projection'>;
  readonly streamBehind: Gauge<'stream' | 'shard'>;
  readonly streamFailures: Counter<'stream'>;
  readonly streamParked: Counter<'stream'>;
  readonly streamRecords: Counter<'stream' | 'outcome'>;
  readonly transactionConflicts: Counter;
  readonly mailsDropped: Counter<'reason'>;
  readonly mailsReturned: Counter<'outcome'>;
  readonly documents: Counter<'kind' | 'outcome'>;
  readonly queueMessages: Gauge<'queue' | 'kind' | 'state'>;
  readonly queuesMeasured: Gauge;
  readonly sagasEnded: Counter<'outcome'>;
  readonly sagaDuration: Histogram<'outcome'>;
  readonly sagasNeedingAttention: Counter;
  readonly sagasInAttention: Gauge;
  readonly deadlineLateness: Gauge;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly connections: Gauge;
  readonly connectionsClosed: Counter<'reason'>;
  readonly pushes: Counter<'outcome'>;
  readonly slowReaders: Counter;
  readonly deliveryLag: Histogram;
}

const latencies = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** The metrics of one service, in a registry of their own. */
export function createMetrics(service: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  const registers = [registry];
  const buckets = latencies;
  return {
    registry,
    messages: new Counter({
      name: 'waybill_messages_total',
      help: 'Messages handled, by outcome: done, retry, dead or unavailable',
      labelNames: ['type', 'outcome'],
      registers,
    }),
    handling: new Histogram({
      name: 'waybill_message_handling_seconds',
      help: 'How long handlers took',
      labelNames: ['type'],
      buckets,
      registers,
    }),
    inFlight: new Gauge({
      name: 'waybill_messages_in_flight',
      help: 'Messages being handled',
      registers,
    }),
    messageAge: new Histogram({
      name: 'waybill_message_age_seconds',
      help: 'How long messages had waited when they were received',
      buckets,
      registers,
    }),
    published: new Counter({
      name: 'waybill_published_total',
      help: 'Messages that the relay has published',
      labelNames: ['kind'],
      registers,
    }),
    publishLag: new Histogram({
      name: 'waybill_publish_lag_seconds',
      help: 'From the commit to its acceptance by bus or queue',
      buckets,
      registers,
    }),
    parked: new Counter({
      name: 'waybill_parked_total',
      help: 'Messages that were not published: too-large, or their destination not-taking while others did',
      labelNames: ['destination', 'reason'],
      registers,
    }),
    projectionLag: new Histogram({
      name: 'waybill_projection_lag_seconds',
      help: 'From the commit to the row that shows it',
      labelNames: ['projection'],
      buckets,
      registers,
    }),
    streamBehind: new Gauge({
      name: 'waybill_stream_behind_seconds',
      help: 'How far a shard is read behind its tip',
      labelNames: ['stream', 'shard'],
      registers,
    }),
    streamFailures: new Counter({
      name: 'waybill_stream_failures_total',
      help: 'Batches of a change stream that failed and are tried again',
      labelNames: ['stream'],
      registers,
    }),
    streamParked: new Counter({
      name: 'waybill_stream_parked_total',
      help: 'Change records that fail for a reason of their own, and were left out',
      labelNames: ['stream'],
      registers,
    }),
    streamRecords: new Counter({
      name: 'waybill_stream_records_total',
      help: 'Records put on a stream, by outcome: accepted, or refused and put again',
      labelNames: ['stream', 'outcome'],
      registers,
    }),
    transactionConflicts: new Counter({
      name: 'waybill_transaction_conflicts_total',
      help: 'Transactions that met another and are tried again',
      registers,
    }),
    mailsDropped: new Counter({
      name: 'waybill_mails_dropped_total',
      help: 'Mails that are not sent, and why',
      labelNames: ['reason'],
      registers,
    }),
    mailsReturned: new Counter({
      name: 'waybill_mails_returned_total',
      help: 'Addresses that SES told of: suppressed, or only counted (transient, known or not-spam)',
      labelNames: ['outcome'],
      registers,
    }),
    documents: new Counter({
      name: 'waybill_documents_total',
      help: 'Uploads, by kind (invoice, image or other) and by what came of them',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    queueMessages: new Gauge({
      name: 'waybill_queue_messages',
      help: 'Messages in a queue, as SQS estimates them, by state: visible, in-flight or delayed',
      labelNames: ['queue', 'kind', 'state'],
      registers,
    }),
    queuesMeasured: new Gauge({
      name: 'waybill_queues_measured_timestamp_seconds',
      help: 'When every queue was last looked into, in seconds since 1970',
      registers,
    }),
    sagasEnded: new Counter({
      name: 'waybill_sagas_ended_total',
      help: 'Sagas that ended',
      labelNames: ['outcome'],
      registers,
    }),
    sagaDuration: new Histogram({
      name: 'waybill_saga_duration_seconds',
      help: 'From the fact that started a saga to its end, by outcome: completed or cancelled',
      labelNames: ['outcome'],
      buckets: [0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3_600, 86_400],
      registers,
    }),
    sagasInAttention: new Gauge({
      name: 'waybill_sagas_in_attention',
      help: 'Sagas that need attention now; the count ends at 100',
      registers,
    }),
    deadlineLateness: new Gauge({
      name: 'waybill_deadline_lateness_seconds',
      help: 'How long the oldest wake-up of a saga has been due; 0 if none is',
      registers,
    }),
    sagasNeedingAttention: new Counter({
      name: 'waybill_sagas_needing_attention_total',
      help: 'Sagas whose last try passed without an outcome',
      registers,
    }),
    connections: new Gauge({
      name: 'waybill_websocket_connections',
      help: 'WebSocket connections that this process holds',
      registers,
    }),
    connectionsClosed: new Counter({
      name: 'waybill_websocket_closed_total',
      help: 'WebSocket connections that this process closed, and why',
      labelNames: ['reason'],
      registers,
    }),
    pushes: new Counter({
      name: 'waybill_pushes_total',
      help: 'Updates, by outcome: written (to one connection), or nobody was there',
      labelNames: ['outcome'],
      registers,
    }),
    slowReaders: new Counter({
      name: 'waybill_slow_readers_total',
      help: 'Connections dropped because their reader was too slow',
      registers,
    }),
    deliveryLag: new Histogram({
      name: 'waybill_delivery_lag_seconds',
      help: 'From the event to the writing of its update to the connections here',
      buckets,
      registers,
    }),
    requests: new Histogram({
      name: 'waybill_http_request_seconds',
      help: 'HTTP requests',
      labelNames: ['method', 'route', 'status'],
      buckets,
      registers,
    }),
  };
}
