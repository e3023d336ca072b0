import { Type, type Static, type TObject } from '@sinclair/typebox';
import { Milliseconds, Url } from './config.ts';
import type { IssuerSettings } from './http/authentication.ts';
import type { QueueOptions } from './queue/queue-consumer.ts';
import type { ChangeStreamSettings } from './stream/change-stream.ts';

/** Settings of every service. */
export const processSettings = {
  /** Sets one installation apart from another in the same account. */
  STAGE: Type.String({ pattern: '^[a-z][a-z0-9-]{0,20}$' }),
  LOG_LEVEL: Type.Union(
    ['trace', 'debug', 'info', 'warn', 'error', 'silent'].map((level) => Type.Literal(level)),
    { default: 'info' },
  ),
  HTTP_HOST: Type.String({ default: '0.0.0.0' }),
  HTTP_PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 8080 }),
  /** Which of `http`, `queue`, `stream` and `ws` this process does. */
  ROLES: Type.String({
    pattern: '^(http|queue|stream|ws)(,(http|queue|stream|ws))*$',
    default: 'http,queue,stream,ws',
  }),
  DRAIN_TIMEOUT_MS: Milliseconds(25_000),
  /** Tells Kubernetes how busy this pod is (POD_NAME in POD_NAMESPACE), so that idle pods go first when fewer are wanted. */
  POD_DELETION_COST: Type.Boolean({ default: false }),
  POD_NAME: Type.Optional(Type.String({ minLength: 1 })),
  POD_NAMESPACE: Type.Optional(Type.String({ minLength: 1 })),
};

/** Settings of a service that consumes its queue. */
export const queueSettings = {
  QUEUE_CONCURRENCY: Type.Integer({ minimum: 1, maximum: 1_000, default: 50 }),
  QUEUE_POLLERS: Type.Integer({ minimum: 1, maximum: 20, default: 2 }),
  QUEUE_RETRY_BASE_MS: Milliseconds(1_000),
  QUEUE_RETRY_CAP_MS: Milliseconds(300_000),
  QUEUE_HANDLING_MS: Milliseconds(30_000),
  /** Below DRAIN_TIMEOUT_MS, so that there is time to give back what is not done. */
  QUEUE_DRAIN_MS: Milliseconds(20_000),
  /** SQS counts in seconds. */
  QUEUE_VISIBILITY_SECONDS: Type.Optional(Type.Integer({ minimum: 2, maximum: 43_200 })),
};

/** The queue's options as the environment says them. */
export function queueOptions(settings: Static<TObject<typeof queueSettings>>): QueueOptions {
  return {
    concurrency: settings.QUEUE_CONCURRENCY,
    pollers: settings.QUEUE_POLLERS,
    retryBaseMs: settings.QUEUE_RETRY_BASE_MS,
    retryCapMs: settings.QUEUE_RETRY_CAP_MS,
    handlingMs: settings.QUEUE_HANDLING_MS,
    drainMs: settings.QUEUE_DRAIN_MS,
    visibilitySeconds: settings.QUEUE_VISIBILITY_SECONDS,
  };
}

/** Settings of a service that follows a change stream. */
export const streamSettings = {
  /** Two applications read each stream, and a shard answers five reads a second. */
  STREAM_POLL_MS: Milliseconds(500),
  STREAM_DISCOVER_MS: Milliseconds(10_000),
  STREAM_LEASE_MS: Milliseconds(10_000),
  STREAM_BATCH_SIZE: Type.Integer({ minimum: 1, maximum: 10_000, default: 25 }),
  /** A read brings a batch as it is: a window shorter than STREAM_POLL_MS only adds delay. */
  STREAM_BATCHING_WINDOW_MS: Type.Integer({ minimum: 0, maximum: 300_000, default: 0 }),
  STREAM_PARALLELIZATION_FACTOR: Type.Integer({ minimum: 1, maximum: 100, default: 5 }),
  STREAM_RETRY_ATTEMPTS: Type.Integer({ minimum: 1, maximum: 10_000, default: 3 }),
};

/** How a change stream is followed, as the environment says it. */
export function streamOptions(
  settings: Static<TObject<typeof streamSettings>>,
): ChangeStreamSettings {
  return {
    pollMs: settings.STREAM_POLL_MS,
    discoverMs: settings.STREAM_DISCOVER_MS,
    leaseMs: settings.STREAM_LEASE_MS,
    batchSize: settings.STREAM_BATCH_SIZE,
    maximumBatchingWindowMs: settings.STREAM_BATCHING_WINDOW_MS,
    parallelizationFactor: settings.STREAM_PARALLELIZATION_FACTOR,
    maximumRetryAttempts: settings.STREAM_RETRY_ATTEMPTS,
    bisectBatchOnError: true,
  };
}

/** Settings of a service that asks who is there. */
export const issuerSettings = {
  OIDC_ISSUER: Type.String({ minLength: 1 }),
  OIDC_AUDIENCE: Type.String({ minLength: 1, default: 'waybill' }),
  OIDC_JWKS_URL: Url,
  OIDC_ALLOW_LOCAL_ISSUER: Type.Boolean({ default: false }),
};

/** The issuer as the environment says it. */
export function issuerOf(settings: Static<TObject<typeof issuerSettings>>): IssuerSettings {
  return {
    issuer: settings.OIDC_ISSUER,
    audience: settings.OIDC_AUDIENCE,
    jwksUrl: settings.OIDC_JWKS_URL,
    allowLocalIssuer: settings.OIDC_ALLOW_LOCAL_ISSUER,
  };
}
