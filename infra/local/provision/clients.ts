import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';
import { SQSClient } from '@aws-sdk/client-sqs';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { resourceName } from '@waybill/contracts/names';

/** Clients of everything that is provisioned, and the names of a stage. */
export interface Provisioning {
  readonly stage: string;
  readonly name: (logicalName: string) => string;
  readonly dynamo: DynamoDBClient;
  readonly events: EventBridgeClient;
  readonly kinesis: KinesisClient;
  readonly s3: S3Client;
  readonly ses: SESClient;
  readonly sqs: SQSClient;
  close(): void;
}

/** Clients for the region, credentials and endpoint that the SDK's own environment variables name. */
export function createProvisioning(stage: string): Provisioning {
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: 2_000,
    requestTimeout: 15_000,
    throwOnRequestTimeout: true,
  });
  const clients = {
    dynamo: new DynamoDBClient({ requestHandler }),
    events: new EventBridgeClient({ requestHandler }),
    kinesis: new KinesisClient({ requestHandler }),
    // Bucket names are no host names of an emulator.
    s3: new S3Client({ requestHandler, forcePathStyle: true }),
    ses: new SESClient({ requestHandler }),
    sqs: new SQSClient({ requestHandler, useQueueUrlAsEndpoint: false }),
  };
  return {
    stage,
    name: (logicalName) => resourceName(stage, logicalName),
    ...clients,
    close: () => Object.values(clients).forEach((client) => client.destroy()),
  };
}

/** Does `create`, and takes an error by one of these names for "it is there already". */
export async function unlessPresent(
  create: () => Promise<unknown>,
  ...names: readonly string[]
): Promise<void> {
  try {
    await create();
  } catch (error) {
    if (!(error instanceof Error) || !names.includes(error.name)) throw error;
  }
}
