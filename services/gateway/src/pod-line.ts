import { Unavailable } from '@waybill/kernel/failure';
import { jsonClient, Refused, Unreachable } from '@waybill/runtime/http/json-client';
import type { Platform } from '@waybill/runtime/platform';
import type { Push } from './domain/topic.ts';
import type { Pod } from './registry.ts';
import type { Signature } from './signature.ts';

const batchSize = 100;
const timeoutMs = 3_000;
const attempts = 2;

/** What became of a push to a pod. */
export type Delivered = 'delivered' | 'gone';

interface Waiting {
  readonly push: Push;
  readonly resolve: (delivered: Delivered) => void;
  readonly reject: (error: unknown) => void;
}

/** The way to one other pod: one call at a time, each with everything that has gathered during the one before. */
export class PodLine {
  readonly #pod: Pod;
  readonly #signature: Signature;
  readonly #now: Platform['now'];
  readonly #waiting: Waiting[] = [];
  #isCalling = false;

  constructor({ now }: Pick<Platform, 'now'>, pod: Pod, signature: Signature) {
    this.#pod = pod;
    this.#signature = signature;
    this.#now = now;
  }

  get isIdle(): boolean {
    return !this.#isCalling;
  }

  /** Resolves when the pod has it. Rejects if it does not take it, although it is there. */
  deliver(push: Push): Promise<Delivered> {
    const delivered = new Promise<Delivered>((resolve, reject) => {
      this.#waiting.push({ push, resolve, reject });
    });
    if (!this.#isCalling) void this.#work();
    return delivered;
  }

  async #work(): Promise<void> {
    this.#isCalling = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, batchSize);
      try {
        const delivered = await this.#call({
          epoch: this.#pod.epoch,
          pushes: batch.map(({ push }) => push),
        });
        batch.forEach(({ resolve }) => resolve(delivered));
      } catch (error) {
        batch.forEach(({ reject }) => reject(error));
      }
    }
    this.#isCalling = false;
  }

  async #call(body: unknown, attempt = 1): Promise<Delivered> {
    try {
      const headers = this.#signature.headers(body, this.#now().getTime());
      await jsonClient(this.#pod.url, timeoutMs).post('/internal/pushes', body, headers);
      return 'delivered';
    } catch (error) {
      if (error instanceof Refused && error.status === 410) return 'gone';
      const isSilent = error instanceof Unreachable || (error as Error).name === 'TimeoutError';
      if (!isSilent) throw error instanceof Refused ? new Unavailable(error.message) : error;
      if (attempt < attempts) return this.#call(body, attempt + 1);
      // Should it live after all, it finds its rows gone when it renews them, and its clients come back.
      return 'gone';
    }
  }
}
