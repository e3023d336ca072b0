import { DeleteMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Logger } from '../logger.ts';

const batchSize = 10;
const attempts = 4;

/** Deletes finished messages in batches of ten, or of what has come within the wait. */
export class Acknowledger {
  readonly #sqs: SQSClient;
  readonly #queueUrl: string;
  readonly #log: Logger;
  readonly #waitMs: number;
  readonly #flights = new Set<Promise<void>>();
  #handles: string[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: { sqs: SQSClient; queueUrl: string; log: Logger; waitMs?: number }) {
    this.#sqs = options.sqs;
    this.#queueUrl = options.queueUrl;
    this.#log = options.log;
    this.#waitMs = options.waitMs ?? 50;
  }

  /** Deletes the message soon. If that fails for good, it comes again, and its handler must find that all is done. */
  acknowledge(receiptHandle: string): void {
    this.#handles.push(receiptHandle);
    if (this.#handles.length >= batchSize) this.#send();
    else this.#timer ??= setTimeout(() => this.#send(), this.#waitMs);
  }

  /** Resolves when everything acknowledged so far is deleted. */
  async flush(): Promise<void> {
    this.#send();
    await Promise.all(this.#flights);
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const handles = this.#handles.splice(0, batchSize);
    if (handles.length === 0) return;
    const flight = this.#delete(handles).finally(() => this.#flights.delete(flight));
    this.#flights.add(flight);
    if (this.#handles.length > 0) this.#send();
  }

  async #delete(handles: string[]): Promise<void> {
    let left = handles;
    for (let attempt = 0; attempt < attempts && left.length > 0; attempt += 1) {
      left = await this.#try(left);
    }
    if (left.length > 0) this.#log.warn({ messages: left.length }, 'not-deleted');
  }

  async #try(handles: string[]): Promise<string[]> {
    try {
      const { Failed = [] } = await this.#sqs.send(
        new DeleteMessageBatchCommand({
          QueueUrl: this.#queueUrl,
          Entries: handles.map((ReceiptHandle, i) => ({ Id: String(i), ReceiptHandle })),
        }),
      );
      return Failed.filter(({ SenderFault }) => !SenderFault).flatMap(
        ({ Id }) => handles[Number(Id)] ?? [],
      );
    } catch (error) {
      this.#log.warn({ err: error }, 'delete-failed');
      return handles;
    }
  }
}
