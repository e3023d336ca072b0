import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Platform } from '../platform.ts';
import { QueueUrls } from '../queue-urls.ts';

/** How many messages a queue holds, as SQS estimates them. */
export interface QueueDepth {
  readonly visible: number;
  /** Received, and not yet deleted or given back. */
  readonly inFlight: number;
  readonly delayed: number;
}

const timeoutMs = 5_000;

/** Looks into queues, by logical name. One call each, after the first. */
export function createQueueDepths(
  platform: Pick<Platform, 'aws' | 'name'>,
): (queue: string) => Promise<QueueDepth> {
  const urls = new QueueUrls(platform);
  return (queue) =>
    urls.use(queue, async (QueueUrl) => {
      const { Attributes: counts = {} } = await platform.aws.sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: [
            'ApproximateNumberOfMessages',
            'ApproximateNumberOfMessagesNotVisible',
            'ApproximateNumberOfMessagesDelayed',
          ],
        }),
        { abortSignal: AbortSignal.timeout(timeoutMs) },
      );
      return {
        visible: Number(counts.ApproximateNumberOfMessages ?? 0),
        inFlight: Number(counts.ApproximateNumberOfMessagesNotVisible ?? 0),
        delayed: Number(counts.ApproximateNumberOfMessagesDelayed ?? 0),
      };
    });
}
