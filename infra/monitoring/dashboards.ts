import { subscriptions } from '@waybill/contracts/subscriptions';
import { streamFollowers } from '@waybill/contracts/names';
import {
  deadLetters,
  deadlineLateness,
  messageAge,
  missed,
  percentile,
  publishLag,
  sagasInAttention,
  sinceMeasured,
  streamBehind,
  waiting,
} from './signals.ts';

/** One line of a panel. `legend` is a template of labels, e.g. `{{service}}`. */
export interface Query {
  readonly expr: string;
  readonly legend: string;
}

export interface Panel {
  readonly title: string;
  readonly description?: string;
  /** A unit of Grafana: `s`, `percentunit`, `ops`, `short`, `bytes`. */
  readonly unit: string;
  readonly queries: readonly Query[];
  /** One number instead of lines; red from here on. */
  readonly redFrom?: number;
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly rows: readonly { readonly title: string; readonly panels: readonly Panel[] }[];
}

const one = (expr: string, legend = ''): Query[] => [{ expr, legend }];
const orNone = (expr: string): string => `(${expr}) or vector(0)`;

const hurt: Dashboard = {
  uid: 'waybill-hurt',
  title: 'Waybill: is anyone hurt?',
  description: 'What customers and staff would notice, worst first.',
  rows: [
    {
      title: 'Orders',
      panels: [
        {
          title: 'Orders over a minute, last hour',
          unit: 'percentunit',
          redFrom: 0.01,
          queries: one(missed('1h')),
        },
        {
          title: 'Sagas that need attention',
          unit: 'short',
          redFrom: 1,
          queries: one(sagasInAttention),
        },
        {
          title: 'Dead letters',
          unit: 'short',
          redFrom: 1,
          queries: one('sum(waybill_queue_messages{kind!="inbox"})'),
        },
        { title: 'Oldest due wake-up', unit: 's', redFrom: 60, queries: one(deadlineLateness) },
        {
          title: 'From placed to shipped or cancelled',
          description: 'The objective: 99 % within 60 s.',
          unit: 's',
          queries: [
            { expr: percentile(0.5, 'waybill_saga_duration_seconds'), legend: 'p50' },
            { expr: percentile(0.95, 'waybill_saga_duration_seconds'), legend: 'p95' },
            { expr: percentile(0.99, 'waybill_saga_duration_seconds'), legend: 'p99' },
          ],
        },
        {
          title: 'Lags, p95',
          unit: 's',
          queries: [
            { expr: publishLag, legend: 'commit to bus' },
            { expr: percentile(0.95, 'waybill_projection_lag_seconds'), legend: 'commit to list' },
            {
              expr: percentile(0.95, 'waybill_delivery_lag_seconds'),
              legend: 'event to browser',
            },
          ],
        },
      ],
    },
    {
      title: 'Queues',
      panels: [
        {
          title: 'Age of messages when received, p95',
          unit: 's',
          queries: one(messageAge, '{{service}}'),
        },
        { title: 'Dead letters by queue', unit: 'short', queries: one(deadLetters, '{{queue}}') },
        { title: 'Waiting', unit: 'short', queries: one(waiting, '{{queue}}') },
        {
          title: 'When it will be drained',
          description: 'What waits, over what was handled a second within the last five minutes.',
          unit: 's',
          queries: one(
            'sum by (service) (label_replace(waybill_queue_messages{kind="inbox", state="visible"}, "service", "$1", "queue", "(.*)"))' +
              ' / on (service) clamp_min(sum by (service) (rate(waybill_messages_total{outcome="done"}[5m])), 0.01)',
            '{{service}}',
          ),
        },
        {
          title: 'Since the queues were measured',
          unit: 's',
          redFrom: 120,
          queries: one(sinceMeasured),
        },
      ],
    },
  ],
};

const http = (by: string): Panel[] => [
  {
    title: 'HTTP requests',
    unit: 'reqps',
    queries: one(`sum by (${by}) (rate(waybill_http_request_seconds_count[5m]))`, `{{${by}}}`),
  },
  {
    title: 'HTTP answers 5xx, share',
    unit: 'percentunit',
    queries: one(
      orNone(
        `sum by (${by}) (rate(waybill_http_request_seconds_count{status=~"5.."}[5m])) / sum by (${by}) (rate(waybill_http_request_seconds_count[5m]))`,
      ),
      `{{${by}}}`,
    ),
  },
  {
    title: 'HTTP, p95',
    unit: 's',
    queries: one(percentile(0.95, 'waybill_http_request_seconds', [by]), `{{${by}}}`),
  },
];

const messages = (by: string): Panel[] => [
  {
    title: 'Messages handled',
    unit: 'ops',
    queries: one(`sum by (${by}) (rate(waybill_messages_total{outcome="done"}[5m]))`, `{{${by}}}`),
  },
  {
    title: 'Messages tried again, given up or postponed',
    unit: 'ops',
    queries: one(
      orNone(`sum by (${by}, outcome) (rate(waybill_messages_total{outcome!="done"}[5m]))`),
      `{{${by}}} {{outcome}}`,
    ),
  },
  {
    title: 'Handling, p95',
    unit: 's',
    queries: one(percentile(0.95, 'waybill_message_handling_seconds', [by]), `{{${by}}}`),
  },
];

const red: Dashboard = {
  uid: 'waybill-services',
  title: 'Waybill: services',
  description: 'Rate, errors and duration of every service.',
  rows: [
    { title: 'Asked', panels: http('service') },
    { title: 'Told', panels: messages('service') },
  ],
};

const saturation: Dashboard = {
  uid: 'waybill-saturation',
  title: 'Waybill: saturation',
  description: 'How full everything is.',
  rows: [
    {
      title: 'Consumers',
      panels: [
        {
          title: 'Messages in hand',
          unit: 'short',
          queries: one('sum by (service) (waybill_messages_in_flight)', '{{service}}'),
        },
        {
          title: 'Pods',
          unit: 'short',
          queries: one('count by (service) (waybill_messages_in_flight)', '{{service}}'),
        },
        {
          title: 'Streams, read behind',
          unit: 's',
          queries: one(streamBehind, '{{service}} {{stream}} {{shard}}'),
        },
        {
          title: 'Transaction conflicts',
          unit: 'ops',
          queries: one(
            'sum by (service) (rate(waybill_transaction_conflicts_total[5m]))',
            '{{service}}',
          ),
        },
      ],
    },
    {
      title: 'Processes',
      panels: [
        {
          title: 'Event loop lag, p99',
          unit: 's',
          queries: one('max by (service) (nodejs_eventloop_lag_p99_seconds)', '{{service}}'),
        },
        {
          title: 'CPU',
          unit: 'short',
          queries: one('sum by (service) (rate(process_cpu_seconds_total[5m]))', '{{service}}'),
        },
        {
          title: 'Memory',
          unit: 'bytes',
          queries: one('max by (service) (process_resident_memory_bytes)', '{{service}}'),
        },
        {
          title: 'WebSocket connections',
          unit: 'short',
          queries: one(
            'sum by (service) (waybill_websocket_connections{service="gateway"})',
            '{{service}}',
          ),
        },
      ],
    },
  ],
};

const heard = (types: string): string =>
  `sum by (type) (rate(waybill_messages_total{service="fulfilment", outcome="done", type=~"${types}"}[5m]))`;

const flow: Dashboard = {
  uid: 'waybill-flow',
  title: 'Waybill: orders and money',
  description: 'The way of orders, as fulfilment hears of it.',
  rows: [
    {
      title: 'Orders',
      panels: [
        {
          title: 'Placed, shipped, cancelled',
          unit: 'ops',
          queries: one(heard('OrderPlaced|OrderShipped|OrderCancelled'), '{{type}}'),
        },
        { title: 'Stock', unit: 'ops', queries: one(heard('Inventory.*'), '{{type}}') },
        { title: 'Money', unit: 'ops', queries: one(heard('Payment.*'), '{{type}}') },
        { title: 'Shipping', unit: 'ops', queries: one(heard('Shipment.*'), '{{type}}') },
        {
          title: 'Sagas ended',
          unit: 'ops',
          queries: one('sum by (outcome) (rate(waybill_sagas_ended_total[5m]))', '{{outcome}}'),
        },
      ],
    },
    {
      title: 'What follows',
      panels: [
        {
          title: 'Published',
          unit: 'ops',
          queries: one('sum by (kind) (rate(waybill_published_total[5m]))', '{{kind}}'),
        },
        {
          title: 'Put aside by the relay',
          unit: 'short',
          queries: one(
            orNone('sum by (destination, reason) (increase(waybill_parked_total[1h]))'),
            '{{destination}} {{reason}}',
          ),
        },
        {
          title: 'Mails not sent',
          unit: 'short',
          queries: one(
            orNone('sum by (reason) (increase(waybill_mails_dropped_total[1h]))'),
            '{{reason}}',
          ),
        },
        {
          title: 'Mails that came back',
          unit: 'short',
          queries: one(
            orNone('sum by (outcome) (increase(waybill_mails_returned_total[1h]))'),
            '{{outcome}}',
          ),
        },
        {
          title: 'Pushed to browsers',
          unit: 'ops',
          queries: one('sum by (outcome) (rate(waybill_pushes_total[5m]))', '{{outcome}}'),
        },
        {
          title: 'Documents',
          unit: 'ops',
          queries: one(
            orNone('sum by (kind, outcome) (rate(waybill_documents_total[5m]))'),
            '{{kind}} {{outcome}}',
          ),
        },
        {
          title: 'Records for analytics',
          unit: 'ops',
          queries: one('sum by (outcome) (rate(waybill_stream_records_total[5m]))', '{{outcome}}'),
        },
      ],
    },
  ],
};

const asked = [
  'analytics',
  'catalog',
  'documents',
  'gateway',
  'inventory',
  'operations',
  'orders',
  'web',
];
const consumers = Object.keys(subscriptions);
const followers: readonly string[] = streamFollowers;

/** Every service, in alphabetical order. */
export const services = [...new Set([...asked, ...consumers, ...followers])].sort();

/** The panels of all services, of one. */
function only(service: string, panels: readonly Panel[]): Panel[] {
  return panels.map((panel) => ({
    ...panel,
    queries: panel.queries.map(({ expr, legend }) => ({
      legend,
      expr: expr
        .replaceAll(/(waybill_[a-z_]+_(?:total|count|bucket))\{/g, `$1{service="${service}", `)
        .replaceAll(/(waybill_[a-z_]+_(?:total|count|bucket))\[/g, `$1{service="${service}"}[`),
    })),
  }));
}

function pageOf(service: string): Dashboard {
  const isConsumer = consumers.includes(service);
  const queues = `queue=~"${service}(-.*)?"`;
  return {
    uid: `waybill-service-${service}`,
    title: `Waybill: ${service}`,
    description: `The service ${service} alone.`,
    rows: [
      ...(asked.includes(service)
        ? [{ title: 'Asked', panels: only(service, http('route')) }]
        : []),
      ...(isConsumer
        ? [
            {
              title: 'Told',
              panels: [
                ...only(service, messages('type')),
                ...only(service, [
                  {
                    title: 'Age of messages when received, p95',
                    unit: 's',
                    queries: one(messageAge, service),
                  },
                ]),
                {
                  title: 'In hand',
                  unit: 'short',
                  queries: one(`sum(waybill_messages_in_flight{service="${service}"})`, 'in hand'),
                },
                {
                  title: 'Its queues',
                  unit: 'short',
                  queries: one(
                    `sum by (queue, state) (waybill_queue_messages{${queues}})`,
                    '{{queue}} {{state}}',
                  ),
                },
              ],
            },
          ]
        : []),
      ...(followers.includes(service)
        ? [
            {
              title: 'Streams',
              panels: [
                {
                  title: 'Read behind',
                  unit: 's',
                  queries: one(
                    `max by (stream, shard) (waybill_stream_behind_seconds{service="${service}"})`,
                    '{{stream}} {{shard}}',
                  ),
                },
                {
                  title: 'Batches that failed',
                  unit: 'ops',
                  queries: one(
                    orNone(
                      `sum by (stream) (rate(waybill_stream_failures_total{service="${service}"}[5m]))`,
                    ),
                    '{{stream}}',
                  ),
                },
                {
                  title: 'Records left out',
                  unit: 'short',
                  queries: one(
                    orNone(
                      `sum by (stream) (increase(waybill_stream_parked_total{service="${service}"}[1h]))`,
                    ),
                    '{{stream}}',
                  ),
                },
              ],
            },
          ]
        : []),
    ],
  };
}

/** All of them. */
export const dashboards: readonly Dashboard[] = [
  hurt,
  red,
  saturation,
  flow,
  ...services.map(pageOf),
];
