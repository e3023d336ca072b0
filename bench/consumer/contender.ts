import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Aws } from '@waybill/runtime/aws';

/** One way to consume a queue. */
export interface Contender {
  readonly name: string;
  /** Of the workload's messages: what is slow by nature need not run as long. */
  readonly share: number;
  /** Begins to consume; the answer stops. */
  start(run: Run): Promise<() => Promise<void>>;
}

/** What a contender is given. */
export interface Run {
  readonly aws: Aws;
  readonly queue: string;
  readonly queueUrl: string;
  /** Handles the message with this body. */
  readonly handle: (body: string) => Promise<void>;
}

const latencyMs = 5;

/** Makes every call take as long as one to AWS does. */
export function slowDown(client: SQSClient): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      await new Promise((resolve) => setTimeout(resolve, latencyMs));
      return next(args);
    },
    { step: 'initialize', name: 'latency' },
  );
}
