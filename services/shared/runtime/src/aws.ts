import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { translate } from './transient.ts';

/** The clients of one process. Their errors are `Unavailable` where AWS is away or throttles. */
export interface Aws {
  readonly dynamo: DynamoDBDocumentClient;
  readonly sqs: SQSClient;
  /** For receiving alone: a long poll outlasts every other call. */
  readonly sqsPolling: SQSClient;
  readonly kinesis: KinesisClient;
  readonly events: EventBridgeClient;
  readonly s3: S3Client;
  readonly ses: SESClient;
  close(): void;
}

/** Where AWS is, and how long it is waited for. */
export interface AwsOptions {
  /** Of every call but long polls. */
  readonly requestTimeoutMs?: number;
  readonly endpoint?: string;
}

type Next = (args: unknown) => Promise<unknown>;

/** What every client's middleware stack has in common, whatever its commands. */
interface Stack {
  add(middleware: (next: Next) => Next, options: { step: 'initialize'; name: string }): void;
}

/** Clients for the region, credentials and, unless told another, the endpoint that the SDK's own environment variables name. */
export function createAws({ requestTimeoutMs = 5_000, endpoint }: AwsOptions = {}): Aws {
  const base = { requestHandler: handler(requestTimeoutMs), maxAttempts: 3, endpoint };
  const dynamo = translating(new DynamoDBClient(base));
  const clients = {
    sqs: translating(new SQSClient({ ...base, useQueueUrlAsEndpoint: false })),
    sqsPolling: translating(
      new SQSClient({
        ...base,
        requestHandler: handler(30_000),
        maxAttempts: 1,
        useQueueUrlAsEndpoint: false,
      }),
    ),
    // HTTP/1.1: the default handler of this client speaks HTTP/2, which no emulator on plain HTTP does.
    kinesis: translating(new KinesisClient(base)),
    events: translating(new EventBridgeClient(base)),
    // An emulator has no host name for each bucket.
    s3: translating(new S3Client({ ...base, forcePathStyle: 'AWS_ENDPOINT_URL' in process.env })),
    // No token makes a second try harmless: whoever sends decides.
    ses: translating(new SESClient({ ...base, maxAttempts: 1 })),
  };
  return {
    ...clients,
    dynamo: DynamoDBDocumentClient.from(dynamo, {
      marshallOptions: { removeUndefinedValues: true },
    }),
    close: () => [dynamo, ...Object.values(clients)].forEach((client) => client.destroy()),
  };
}

function handler(requestTimeout: number): NodeHttpHandler {
  const agent = { keepAlive: true, maxSockets: 100 };
  return new NodeHttpHandler({
    connectionTimeout: 1_000,
    requestTimeout,
    // Without it, the handler only warns, and waits for ever.
    throwOnRequestTimeout: true,
    httpAgent: new HttpAgent(agent),
    httpsAgent: new HttpsAgent(agent),
  });
}

function translating<C extends { readonly middlewareStack: unknown }>(client: C): C {
  (client.middlewareStack as Stack).add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        throw translate(error);
      }
    },
    { step: 'initialize', name: 'translateTransientErrors' },
  );
  return client;
}
