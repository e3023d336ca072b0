import { seconds } from '@waybill/kernel/duration';
import type { ChangeRecord } from '@waybill/runtime/stream/change-record';
import type { VirtualClock } from '@waybill/testing/virtual-clock';
import type { Chance } from './chance.ts';
import type { Network } from './network.ts';
import type { Pod } from './pod.ts';

const batchSize = 25;
const leaseMs = seconds(10);

/** The changes of tables as one application reads them: delayed, out of order, repeated, and never forgotten. */
export class ChangeFeed {
  readonly #clock: VirtualClock;
  readonly #chance: Chance;
  readonly #network: Network;
  readonly #waiting: ChangeRecord[] = [];
  #inHand = 0;
  #wake: (() => void)[] = [];

  constructor(clock: VirtualClock, chance: Chance, network: Network) {
    this.#clock = clock;
    this.#chance = chance;
    this.#network = network;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#inHand === 0;
  }

  push(change: ChangeRecord): void {
    this.#network.deliver(() => this.#arrive(change));
  }

  /** Gives changes to a pod until it dies. What it was handling then, or fails at, is given again, to any pod. */
  async follow(pod: Pod, handle: (changes: readonly ChangeRecord[]) => Promise<void>) {
    await this.#arrival();
    await this.#clock.sleep(this.#chance.between(1, 100));
    if (!pod.isAlive) return;
    await this.#hand(pod, this.#take(), handle);
    void this.follow(pod, handle);
  }

  async #arrival(): Promise<void> {
    if (this.#waiting.length > 0) return;
    await new Promise<void>((resolve) => this.#wake.push(resolve));
  }

  async #hand(
    pod: Pod,
    batch: readonly ChangeRecord[],
    handle: (changes: readonly ChangeRecord[]) => Promise<void>,
  ): Promise<void> {
    if (batch.length === 0) return;
    this.#inHand += batch.length;
    let isOver = false;
    const end = (left: readonly ChangeRecord[], ms: number): void => {
      if (isOver) return;
      isOver = true;
      this.#clock.after(ms, () => {
        this.#inHand -= batch.length;
        left.forEach((change) => this.#arrive(change));
      });
    };
    pod.whenDead(() => end(batch, leaseMs));
    try {
      await handle(batch);
      end([], 0);
    } catch {
      end(batch, this.#chance.between(100, 3_000));
    }
  }

  #arrive(change: ChangeRecord): void {
    this.#waiting.push(change);
    this.#wake.splice(0).forEach((wake) => wake());
  }

  /** Some of what waits, in any order. */
  #take(): ChangeRecord[] {
    const count = Math.min(this.#waiting.length, this.#chance.between(1, batchSize));
    return Array.from({ length: count }, () => {
      return this.#waiting.splice(this.#chance.between(0, this.#waiting.length - 1), 1);
    }).flat();
  }
}
