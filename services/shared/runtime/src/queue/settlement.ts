import type { Consumer } from '@waybill/kernel/consumer';
import { backoffMs } from '../backoff.ts';
import type { Platform } from '../platform.ts';
import { Batcher } from './batcher.ts';
import type { Fate } from './fate.ts';
import type { QueueMessage, QueuePort, VisibilityChange } from './queue-port.ts';

const batch = { size: 10, waitMs: 50, attempts: 4 };

/** Lets messages go: deleted, given back for a later try, or buried. In batches of ten, or of what comes within 50 ms. */
export class Settlement {
  readonly #consumer: Consumer;
  readonly #platform: Platform;
  readonly #queue: QueuePort;
  readonly #retry: { readonly retryBaseMs: number; readonly retryCapMs: number };
  readonly #deletes: Batcher<QueueMessage>;
  readonly #returns: Batcher<VisibilityChange>;

  constructor(
    platform: Platform,
    consumer: Consumer,
    queue: QueuePort,
    retry: { readonly retryBaseMs: number; readonly retryCapMs: number },
  ) {
    this.#platform = platform;
    this.#consumer = consumer;
    this.#queue = queue;
    this.#retry = retry;
    const { sleep, log } = platform;
    const givenUp = (what: string) => (items: readonly unknown[]) =>
      log.warn({ messages: items.length }, `${what}-given-up`);
    this.#deletes = new Batcher<QueueMessage>({
      ...batch,
      sleep,
      send: (messages) => queue.delete(messages),
      givenUp: givenUp('deletes'),
    });
    this.#returns = new Batcher<VisibilityChange>({
      ...batch,
      sleep,
      send: async (changes) => (await queue.changeVisibility(changes)).failed,
      givenUp: givenUp('returns'),
    });
  }

  /** Deletes the message soon. If that fails for good it comes again, and its handler must find that all is done. */
  acknowledge(message: QueueMessage): void {
    this.#deletes.add(message);
  }

  /** Does what the fate says. A message is deleted only after it is buried. */
  async settle(message: QueueMessage, fate: Fate): Promise<void> {
    const { log } = this.#platform;
    const { id: messageId, receiveCount } = message;
    switch (fate.outcome) {
      case 'done':
        this.acknowledge(message);
        return;
      case 'dead':
        log.error({ messageId, reason: fate.reason }, 'message-dead');
        await this.#queue.bury(message, epitaph(this.#consumer, fate));
        this.acknowledge(message);
        return;
      case 'unavailable':
        this.#returns.add({ message, seconds: 0 });
        return;
      case 'retry':
        log.warn({ messageId, receiveCount, err: fate.error }, 'message-retry');
        this.#returns.add({ message, seconds: this.#retrySeconds(message) });
    }
  }

  /** Resolves when everything settled so far is told to the queue. */
  async flush(): Promise<void> {
    await Promise.all([this.#deletes.flush(), this.#returns.flush()]);
  }

  #retrySeconds({ receiveCount }: QueueMessage): number {
    const { retryBaseMs: baseMs, retryCapMs: capMs } = this.#retry;
    const { random } = this.#platform;
    return Math.round(backoffMs(receiveCount - 1, { baseMs, capMs, random }) / 1_000);
  }
}

/** Why a message is dead, for whoever finds it. */
function epitaph(
  { service }: Consumer,
  { reason, stack = '' }: { reason: string; stack?: string },
): Record<string, string> {
  const head = stack.split('\n').slice(0, 4).join('\n').slice(0, 1_000);
  return { Reason: reason.slice(0, 500), Service: service, ...(head && { Stack: head }) };
}
