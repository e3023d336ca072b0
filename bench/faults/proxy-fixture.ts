import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';
import { SQSClient } from '@aws-sdk/client-sqs';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { deterministicRandom } from '@waybill/testing/deterministic-random';
import { startEmbeddedAws } from '../../infra/local/aws/embedded-aws.ts';
import type { Call } from './call.ts';
import { noFaults, type Fault, type Plan } from './fault.ts';
import { FaultProxy, type Line } from './proxy.ts';

/** SDK clients that try everything once. */
export function clientsAt(endpoint: string) {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const requestHandler = new NodeHttpHandler();
  const region = 'us-east-1';
  const options = { endpoint, region, credentials, requestHandler, maxAttempts: 1 };
  return {
    dynamo: new DynamoDBClient(options),
    kinesis: new KinesisClient(options),
    s3: new S3Client({ ...options, forcePathStyle: true }),
    ses: new SESClient(options),
    sqs: new SQSClient({ ...options, useQueueUrlAsEndpoint: false }),
    close: () => requestHandler.destroy(),
  };
}

export type Clients = ReturnType<typeof clientsAt>;

/** An AWS, a proxy before it, and a line with clients on either side. */
export interface Fixture {
  readonly proxy: FaultProxy;
  readonly line: Line;
  /** Through the proxy. */
  readonly through: Clients;
  /** Past it. */
  readonly past: Clients;
  /** Calls that were answered. */
  readonly watched: Call[];
  readonly died: string[];
  readonly aws: string;
  close(): Promise<void>;
}

export async function openFixture(providers?: string): Promise<Fixture> {
  const embedded = await startEmbeddedAws({ port: 0 });
  const watched: Call[] = [];
  const died: string[] = [];
  const proxy = new FaultProxy({
    aws: embedded.endpoint,
    providers,
    random: deterministicRandom(3),
    died: (caller) => died.push(caller),
  });
  proxy.watch = (call) => watched.push(call);
  const line = await proxy.open('orders');
  const through = clientsAt(line.url);
  const past = clientsAt(embedded.endpoint);
  return {
    ...{ proxy, line, through, past, watched, died },
    aws: embedded.endpoint,
    close: async () => {
      through.close();
      past.close();
      proxy.close();
      await embedded.stop();
    },
  };
}

/** The fault befalls the first call of an operation. */
export function once(operation: string, fault: Fault): Plan {
  let isOpen = true;
  const strike = (call: Call): Fault | undefined => {
    if (!isOpen || call.operation !== operation) return undefined;
    isOpen = false;
    return fault;
  };
  const isAfter = fault.kind === 'repeat' || fault.kind === 'reorder';
  return isAfter ? { ...noFaults, after: strike } : { ...noFaults, before: strike };
}
