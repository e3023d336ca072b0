import { createDynamoDb } from './dynamodb/dynamodb.ts';
import { startEndpoint } from './endpoint.ts';
import { createDeliver, streamName } from './event-targets.ts';
import { createEventBridge, type ServiceEvent } from './eventbridge/eventbridge.ts';
import { createFauxqs } from './fauxqs.ts';
import { createKinesis } from './kinesis/kinesis.ts';
import { createS3 } from './s3/s3.ts';
import { createSchemaRegistry } from './schemas/schemas.ts';
import { createSes } from './ses/ses.ts';
import { createSqs } from './sqs/sqs.ts';
import { createSts } from './sts.ts';

export interface EmbeddedAws {
  /** `http://127.0.0.1:PORT`, for AWS_ENDPOINT_URL. */
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Starts an empty AWS in this thread; port 0 takes a free one. Rejects with code EADDRINUSE if the port is taken. */
export async function startEmbeddedAws({ port }: { port: number }): Promise<EmbeddedAws> {
  const running = await createServices();
  try {
    const endpoint = await startEndpoint(running.services, port);
    return {
      endpoint: endpoint.url,
      async stop() {
        await endpoint.stop();
        await running.stop();
      },
    };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

async function createServices() {
  const [fauxqs, kinesis] = await Promise.all([createFauxqs(), createKinesis()]);
  const dynamodb = await createDynamoDb({
    putRecords: (streamArn, records) => kinesis.putRecords(streamName(streamArn), records),
  });
  const sqs = createSqs(fauxqs);
  const events = createEventBridge({ deliver: createDeliver(sqs, kinesis) });
  const putServiceEvent = (event: ServiceEvent) => {
    events.putServiceEvent(event);
  };
  const services = {
    sqs,
    events,
    schemas: createSchemaRegistry(),
    dynamodb,
    kinesis,
    s3: createS3({ fauxqs, putServiceEvent }),
    ses: createSes({ putServiceEvent }),
    sts: createSts(),
  };
  return {
    services,
    async stop() {
      await Promise.all(Object.values(services).map((service) => service.stop()));
      await fauxqs.stop();
    },
  };
}
