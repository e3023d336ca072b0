import type { Platform } from '@waybill/runtime/platform';
import type { Pod, Registry } from './registry.ts';

/** Where a connection stands in the registry, so that other pods find it. */
export class Presence {
  readonly #platform: Pick<Platform, 'log' | 'now' | 'random'>;
  readonly #registry: Registry;
  readonly #connectionId: string;
  readonly #pod: Pod;
  readonly #leaseMs: number;
  readonly #partitions = new Map<
    string,
    { readonly customerId: string; readonly added: Promise<void> }
  >();
  #renewAtMs = 0;
  #heldUntilMs = 0;
  #isRenewing = false;

  constructor(
    platform: Pick<Platform, 'log' | 'now' | 'random'>,
    registry: Registry,
    { connectionId, pod, leaseMs }: { connectionId: string; pod: Pod; leaseMs: number },
  ) {
    this.#platform = platform;
    this.#registry = registry;
    this.#connectionId = connectionId;
    this.#pod = pod;
    this.#leaseMs = leaseMs;
    this.#plan(platform.now().getTime());
  }

  /** Resolves when every pod that looks from now on finds the connection there. */
  async announce(partition: string, customerId: string): Promise<void> {
    const known = this.#partitions.get(partition);
    if (known) return known.added;
    const added = this.#registry.add(partition, this.#connectionId, customerId, this.#pod);
    this.#partitions.set(partition, { customerId, added });
    try {
      await added;
    } catch (error) {
      this.#partitions.delete(partition);
      throw error;
    }
  }

  /** Prolongs what is half over. Resolves with false if the connection was taken for gone. Never rejects. */
  async renew(nowMs: number): Promise<boolean> {
    if (nowMs < this.#renewAtMs || this.#isRenewing) return true;
    // Nobody looked for the connection since.
    if (nowMs >= this.#heldUntilMs && this.#partitions.size > 0) return false;
    this.#isRenewing = true;
    try {
      const renewed = [...this.#partitions].map(async ([partition, { customerId, added }]) => {
        await added;
        return this.#registry.renew(partition, this.#connectionId, customerId, this.#pod);
      });
      const held = await Promise.all(renewed);
      this.#plan(nowMs);
      return held.every(Boolean);
    } catch (error) {
      this.#platform.log.warn({ err: error }, 'lease-not-renewed');
      return true;
    } finally {
      this.#isRenewing = false;
    }
  }

  /** Never rejects: what is left ends with its lease. */
  async end(): Promise<void> {
    const gone = [...this.#partitions].map(async ([topic, { added }]) => {
      await added;
      await this.#registry.remove({ topic, connectionId: this.#connectionId });
    });
    this.#partitions.clear();
    await Promise.allSettled(gone);
  }

  /** At another time for every connection, so that a pod's writes are spread. */
  #plan(nowMs: number): void {
    this.#heldUntilMs = nowMs + this.#leaseMs;
    this.#renewAtMs = nowMs + this.#leaseMs * (0.3 + 0.2 * this.#platform.random());
  }
}
