import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import type { Platform } from './platform.ts';

/** Where queues are: asked for when first needed, and again when one is no longer there. */
export class QueueUrls {
  readonly #platform: Pick<Platform, 'aws' | 'name'>;
  readonly #known = new Map<string, string>();

  constructor(platform: Pick<Platform, 'aws' | 'name'>) {
    this.#platform = platform;
  }

  /** Does something with a queue's URL. @param queue its logical name */
  async use<T>(queue: string, work: (url: string) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#urlOf(queue));
    } catch (error) {
      // One that is made again may be elsewhere.
      if (isQueueGone(error)) this.#known.delete(queue);
      throw error;
    }
  }

  async #urlOf(queue: string): Promise<string> {
    const known = this.#known.get(queue);
    if (known !== undefined) return known;
    const { aws, name } = this.#platform;
    const answer = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: name(queue) }));
    const url = answer.QueueUrl ?? '';
    this.#known.set(queue, url);
    return url;
  }
}

/** Whether SQS says that there is no such queue. */
export function isQueueGone(error: unknown): boolean {
  return error instanceof Error && /QueueDoesNotExist|NonExistentQueue/.test(error.name);
}
