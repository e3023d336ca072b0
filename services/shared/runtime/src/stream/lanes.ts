import type { Platform } from '../platform.ts';
import { Backlog, type Waiting } from './backlog.ts';

/** How a shard's records are handled: the settings of a Lambda event-source mapping. */
export interface LaneOptions<Record> {
  readonly batchSize: number;
  /** How long a batch that is not full waits for more. */
  readonly maximumBatchingWindowMs: number;
  /** How many batches of a shard are handled at once. */
  readonly parallelizationFactor: number;
  /** Resolves when the batch is done with, one way or another; rejects to leave it to another pod. */
  readonly handle: (batch: readonly Record[]) => Promise<void>;
}

/** Handles a shard's records in batches, side by side, those of an aggregate one after the other. */
export class Lanes<Record extends Waiting> {
  readonly #options: LaneOptions<Record>;
  readonly #platform: Pick<Platform, 'now' | 'sleep'>;
  readonly #backlog = new Backlog<Record>();
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #isWindowOpen = false;
  #isAbandoned = false;
  #waitingSinceMs = 0;

  constructor(platform: Pick<Platform, 'now' | 'sleep'>, options: LaneOptions<Record>) {
    this.#platform = platform;
    this.#options = options;
  }

  get reached(): string | undefined {
    return this.#backlog.reached;
  }

  get waiting(): number {
    return this.#backlog.waiting;
  }

  get isEmpty(): boolean {
    return this.#backlog.isEmpty;
  }

  add(records: readonly Record[]): void {
    if (this.#backlog.waiting === 0) this.#waitingSinceMs = this.#platform.now().getTime();
    this.#backlog.add(records);
    this.#pump();
  }

  /** Ends with what is begun, and with what lies before it. Resolves when that is done. */
  async drain(): Promise<void> {
    this.#backlog.curtail();
    this.#closing.abort();
    this.#pump();
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Begins nothing more. */
  abandon(): void {
    this.#isAbandoned = true;
    this.#closing.abort();
  }

  #pump(): void {
    const { parallelizationFactor, batchSize } = this.#options;
    while (!this.#isAbandoned && this.#running.size < parallelizationFactor && this.#isDue()) {
      const batch = this.#backlog.next(batchSize);
      if (batch.length === 0) return;
      const running = this.#run(batch).finally(() => {
        this.#running.delete(running);
        this.#pump();
      });
      this.#running.add(running);
    }
  }

  async #run(batch: readonly Record[]): Promise<void> {
    try {
      await this.#options.handle(batch);
      this.#backlog.done(batch);
    } catch {
      // Given up: the lease is lost, or an outage outlasts this pod. Nothing behind it may be checkpointed here.
      this.#isAbandoned = true;
      this.#backlog.release(batch);
    }
  }

  /** Whether a batch may begin: it is full, or has waited for its window, or nothing more will come. */
  #isDue(): boolean {
    const { batchSize, maximumBatchingWindowMs } = this.#options;
    const { waiting } = this.#backlog;
    if (waiting === 0 || waiting >= batchSize || this.#closing.signal.aborted) return waiting > 0;
    const openMs = this.#platform.now().getTime() - this.#waitingSinceMs;
    if (openMs >= maximumBatchingWindowMs) return true;
    if (!this.#isWindowOpen) void this.#openWindow(maximumBatchingWindowMs - openMs);
    return false;
  }

  async #openWindow(ms: number): Promise<void> {
    this.#isWindowOpen = true;
    await this.#platform.sleep(ms, this.#closing.signal);
    this.#isWindowOpen = false;
    this.#pump();
  }
}
