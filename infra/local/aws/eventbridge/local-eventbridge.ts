import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as sdk from '@aws-sdk/client-eventbridge';
import { createEventBridge, type Delivery, type EventBridge } from './eventbridge.ts';

export const queueArn = 'arn:aws:sqs:us-east-1:000000000000:orders';
export const otherArn = 'arn:aws:sqs:us-east-1:000000000000:mail';
export const deadLetterArn = 'arn:aws:sqs:us-east-1:000000000000:orders-dead';
export const streamArn = 'arn:aws:kinesis:us-east-1:000000000000:stream/analytics';

/** An EventBridge for tests: driven by the real SDK over HTTP, its targets watched. */
export interface Local {
  readonly bridge: EventBridge;
  readonly client: sdk.EventBridgeClient;
  readonly targets: Targets;
  /** Puts the rule `rule` on the bus, with one target, and returns the rule's ARN. */
  subscribe(pattern: object, target?: Partial<sdk.Target>, bus?: string): Promise<string>;
  put(...entries: sdk.PutEventsRequestEntry[]): Promise<sdk.PutEventsCommandOutput>;
  close(): Promise<void>;
}

/** Where deliveries arrive; a target with a failure refuses them. */
export interface Targets {
  readonly attempts: string[];
  readonly failures: Map<string, Error>;
  /** Waits until so many deliveries have arrived, and returns all that have. */
  first(count: number): Promise<readonly Delivery[]>;
}

interface Body {
  readonly id: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

export const bodies = (deliveries: readonly Delivery[]): Body[] =>
  deliveries.map(({ body }) => JSON.parse(body) as Body);

export const entry = (detail: object, bus = 'shop'): sdk.PutEventsRequestEntry => ({
  EventBusName: bus,
  Source: 'order-service',
  DetailType: 'OrderPlaced',
  Detail: JSON.stringify(detail),
});

export async function startLocal(): Promise<Local> {
  const { targets, deliver } = watchedTargets();
  const bridge = createEventBridge({ deliver, retryBaseMs: 1 });
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = 'POST', url = '/', headers } = incoming;
      void bridge.handle({ method, url, headers, body: Buffer.concat(chunks) }).then((answer) => {
        outgoing.writeHead(answer.status, answer.headers).end(answer.body);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new sdk.EventBridgeClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });

  return {
    bridge,
    client,
    targets,
    async subscribe(pattern, target = {}, bus = 'shop') {
      const rule = { Name: 'rule', EventBusName: bus };
      await client.send(new sdk.CreateEventBusCommand({ Name: bus })).catch(() => undefined);
      const EventPattern = JSON.stringify(pattern);
      const { RuleArn = '' } = await client.send(new sdk.PutRuleCommand({ ...rule, EventPattern }));
      const Targets = [{ Id: 'target', Arn: queueArn, ...target }];
      await client.send(new sdk.PutTargetsCommand({ Rule: 'rule', EventBusName: bus, Targets }));
      return RuleArn;
    },
    put: (...entries) => client.send(new sdk.PutEventsCommand({ Entries: entries })),
    async close() {
      client.destroy();
      await bridge.stop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function watchedTargets(): { targets: Targets; deliver: (delivery: Delivery) => Promise<void> } {
  const received: Delivery[] = [];
  const attempts: string[] = [];
  const failures = new Map<string, Error>();
  const arrivals = new EventTarget();

  return {
    deliver(delivery) {
      attempts.push(delivery.targetArn);
      const failure = failures.get(delivery.targetArn);
      if (failure) return Promise.reject(failure);
      received.push(delivery);
      arrivals.dispatchEvent(new Event('arrival'));
      return Promise.resolve();
    },
    targets: {
      attempts,
      failures,
      async first(count) {
        while (received.length < count) {
          await new Promise((resolve) => {
            arrivals.addEventListener('arrival', resolve, { once: true });
          });
        }
        return received;
      },
    },
  };
}
