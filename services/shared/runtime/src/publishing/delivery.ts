import { Unavailable } from '@waybill/kernel/failure';
import { backoffMs } from '../backoff.ts';
import type { Outlets } from '../outlet.ts';
import type { Platform } from '../platform.ts';
import { batchesOf } from './batches.ts';
import { bus, type DestinationHealth } from './destination-health.ts';
import { bodyOf, type Outgoing } from './outgoing.ts';

/** What came of messages to one destination. */
export interface Delivery {
  readonly destination: string;
  readonly taken: readonly Outgoing[];
  readonly left: readonly Outgoing[];
  /** Whether it was given any of them: one that is broken is not, most of the time. */
  readonly isTried: boolean;
  /** Why some are left. */
  readonly failure?: unknown;
}

const attempts = 6;

/** Ways to destinations, in batches. */
export class Deliveries {
  readonly #platform: Pick<Platform, 'random' | 'sleep'>;
  readonly #outlets: Outlets;
  readonly #health: DestinationHealth;

  constructor(
    platform: Pick<Platform, 'random' | 'sleep'>,
    outlets: Outlets,
    health: DestinationHealth,
  ) {
    this.#platform = platform;
    this.#outlets = outlets;
    this.#health = health;
  }

  /** Gives the messages to their destination. One that fails is given a single batch until it takes that. Never rejects. */
  async deliver(destination: string, messages: readonly Outgoing[]): Promise<Delivery> {
    const trouble = this.#health.troubleOf(destination);
    if (!this.#health.isDue(destination)) {
      const failure = new Unavailable(trouble);
      return { destination, isTried: false, taken: [], left: messages, failure };
    }
    const [first = [], ...others] = batchesOf(
      messages,
      destination === bus ? ({ detail }) => detail : bodyOf,
    );
    const isProbe = trouble !== undefined;
    const begun = this.#untilTaken(destination, first, isProbe ? 1 : attempts);
    if (isProbe && (await begun).taken.length === 0) {
      return { ...(await begun), left: messages };
    }
    const rest = others.map((batch) => this.#untilTaken(destination, batch, attempts));
    const all = await Promise.all([begun, ...rest]);
    return {
      destination,
      isTried: true,
      taken: all.flatMap(({ taken }) => taken),
      left: all.flatMap(({ left }) => left),
      failure: all.find(({ failure }) => failure !== undefined)?.failure,
    };
  }

  /** Sends exactly those again that were not taken. */
  async #untilTaken(
    destination: string,
    batch: readonly Outgoing[],
    tries: number,
  ): Promise<Delivery> {
    const { random, sleep } = this.#platform;
    const taken: Outgoing[] = [];
    let left = batch;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const failed = new Set(await this.#send(destination, left));
        taken.push(...left.filter((_, i) => !failed.has(i)));
        left = left.filter((_, i) => failed.has(i));
      } catch (failure) {
        return { destination, isTried: true, taken, left, failure };
      }
      if (left.length === 0) return { destination, isTried: true, taken, left };
      if (attempt >= tries) break;
      await sleep(backoffMs(attempt - 1, { baseMs: 50, capMs: 2_000, random }));
    }
    const failure = new Unavailable(`${left.length} messages are not taken`);
    return { destination, isTried: true, taken, left, failure };
  }

  #send(destination: string, messages: readonly Outgoing[]): Promise<number[]> {
    if (destination === bus) return this.#outlets.publish(messages);
    return this.#outlets.send(destination, messages.map(bodyOf));
  }
}
