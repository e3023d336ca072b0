import type { QueueMessage, QueuePort } from '@waybill/runtime/queue/queue-port';
import type { VirtualClock } from './virtual-clock.ts';

interface Stored {
  readonly id: string;
  readonly body: string;
  readonly sentAtMs: number;
  receiveCount: number;
  visibleAtMs: number;
  handle: string;
}

/** A dead letter, and what was written on it. */
export interface Buried {
  readonly message: QueueMessage;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A queue with SQS's rules of visibility, on a virtual clock. */
export class MemoryQueue implements QueuePort {
  readonly visibilityMs: number;
  readonly buried: Buried[] = [];
  /** How many receives there were, and how many messages each of them may bring. */
  receives = 0;
  /** Throws in place of the next calls of a kind, one for each. */
  readonly failures: { delete: Error[]; changeVisibility: Error[]; receive: Error[] } = {
    delete: [],
    changeVisibility: [],
    receive: [],
  };
  readonly #clock: VirtualClock;
  #stored: Stored[] = [];
  #handles = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(clock: VirtualClock, visibilityMs = 30_000) {
    this.#clock = clock;
    this.visibilityMs = visibilityMs;
  }

  send(...bodies: readonly string[]): void {
    for (const body of bodies) {
      const sentAtMs = this.#nowMs();
      const id = `message-${this.#stored.length}-${sentAtMs}-${this.#handles}`;
      this.#handles += 1;
      this.#stored.push({ id, body, sentAtMs, receiveCount: 0, visibleAtMs: 0, handle: '' });
    }
    this.#wake();
  }

  /** What is in the queue, visible or not. */
  get messages(): readonly { body: string; receiveCount: number; isVisible: boolean }[] {
    return this.#stored.map(({ body, receiveCount, visibleAtMs }) => ({
      body,
      receiveCount,
      isVisible: visibleAtMs <= this.#nowMs(),
    }));
  }

  get isEmpty(): boolean {
    return this.#stored.length === 0;
  }

  /** As if the visibility of everything had run out, and others had received it. */
  stealAll(): void {
    for (const stored of this.#stored) stored.handle = `stolen-${stored.handle}`;
  }

  makeVisible(): void {
    for (const stored of this.#stored) stored.visibleAtMs = this.#nowMs();
  }

  receive({ ready, take, failed }: Parameters<QueuePort['receive']>[0]) {
    const stopping = new AbortController();
    let running: Promise<void> = Promise.resolve();
    const poll = async (): Promise<void> => {
      while (!stopping.signal.aborted) {
        await ready(stopping.signal);
        if (hasFired(stopping.signal)) return;
        this.receives += 1;
        const failure = this.failures.receive.shift();
        if (failure) failed(failure);
        else take(this.receiveNow());
        await this.#clock.sleep(20, stopping.signal);
      }
    };
    return {
      start: () => {
        running = poll();
      },
      stop: () => {
        stopping.abort();
        return running;
      },
    };
  }

  delete(messages: readonly QueueMessage[]): Promise<readonly QueueMessage[]> {
    const failure = this.failures.delete.shift();
    if (failure) return Promise.reject(failure);
    const handles = new Set(messages.map(({ receiptHandle }) => receiptHandle));
    this.#stored = this.#stored.filter(({ handle }) => !handles.has(handle));
    return Promise.resolve([]);
  }

  changeVisibility(changes: Parameters<QueuePort['changeVisibility']>[0]) {
    const failure = this.failures.changeVisibility.shift();
    if (failure) return Promise.reject(failure);
    const lost = changes.filter(({ message, seconds }) => {
      const stored = this.#stored.find(({ handle }) => handle === message.receiptHandle);
      if (stored) stored.visibleAtMs = this.#nowMs() + seconds * 1_000;
      if (stored) this.#wakeAfter(seconds * 1_000);
      return !stored;
    });
    return Promise.resolve({ lost: lost.map(({ message }) => message), failed: [] });
  }

  bury(message: QueueMessage, attributes: Readonly<Record<string, string>>): Promise<void> {
    this.buried.push({ message, attributes });
    return Promise.resolve();
  }

  /** Up to ten visible messages, which are invisible to others from now on. */
  receiveNow(): QueueMessage[] {
    const visible = this.#stored.filter(({ visibleAtMs }) => visibleAtMs <= this.#nowMs());
    return visible.slice(0, 10).map((stored) => {
      this.#handles += 1;
      stored.handle = `handle-${this.#handles}`;
      stored.receiveCount += 1;
      stored.visibleAtMs = this.#nowMs() + this.visibilityMs;
      this.#wakeAfter(this.visibilityMs);
      const { id, body, handle: receiptHandle, receiveCount, sentAtMs } = stored;
      return { id, body, receiptHandle, receiveCount, sentAtMs };
    });
  }

  /** Resolves when a message is visible, or the signal fires: a long poll that takes nothing. */
  async visible(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !this.#stored.some((each) => each.visibleAtMs <= this.#nowMs())) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          signal.removeEventListener('abort', done);
          resolve();
        };
        this.#waiting.push(done);
        signal.addEventListener('abort', done);
      });
    }
  }

  #wakeAfter(ms: number): void {
    this.#clock.after(ms, () => this.#wake());
  }

  #wake(): void {
    this.#waiting.splice(0).forEach((wake) => wake());
  }

  #nowMs(): number {
    return this.#clock.now().getTime();
  }
}

function hasFired({ aborted }: AbortSignal): boolean {
  return aborted;
}
