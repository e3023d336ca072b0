import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import { Construct } from 'constructs';
import type { QueueKey } from './queue-key.ts';
import type { Stage } from './stage.ts';

/** What is particular about a queue. */
export interface QueueOptions {
  /** Its logical name. */
  readonly queue: string;
  readonly retentionSeconds: number;
  readonly visibilitySeconds?: number;
  /** Where a message goes that was received too often. */
  readonly redrive?: { readonly to: Queue; readonly maxReceiveCount: number };
  /** The customer's key; else SQS's own. */
  readonly key?: QueueKey;
}

/** SQS's own visibility timeout, said so that nobody's change by hand stays. */
const usualVisibilitySeconds = 30;

/** An encrypted queue. */
export class Queue extends Construct {
  readonly logicalName: string;
  readonly queue: SqsQueue;

  constructor(scope: Construct, { name }: Stage, options: QueueOptions) {
    super(scope, options.queue);
    const { redrive, key } = options;
    this.logicalName = options.queue;
    this.queue = new SqsQueue(this, 'queue', {
      name: name(options.queue),
      messageRetentionSeconds: options.retentionSeconds,
      visibilityTimeoutSeconds: options.visibilitySeconds ?? usualVisibilitySeconds,
      // The key `alias/aws/sqs` would refuse EventBridge without a word.
      ...(key ? { kmsMasterKeyId: key.arn } : { sqsManagedSseEnabled: true }),
      ...(redrive && {
        redrivePolicy: JSON.stringify({
          deadLetterTargetArn: redrive.to.arn,
          maxReceiveCount: redrive.maxReceiveCount,
        }),
      }),
    });
  }

  get arn(): string {
    return this.queue.arn;
  }
}
