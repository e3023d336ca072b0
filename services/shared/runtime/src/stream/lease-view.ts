import type { Lease } from './lease.ts';

interface Sight {
  readonly counter: number;
  readonly sinceMs: number;
}

/** What this pod has seen of leases. Only its own clock counts: pods do not agree on the time. */
export class LeaseView {
  readonly #sights = new Map<string, Sight>();

  /** Notes the lease. A counter that has not moved keeps the time at which it was first seen. */
  see({ leaseKey, leaseCounter }: Lease, nowMs: number): void {
    if (this.#sights.get(leaseKey)?.counter === leaseCounter) return;
    this.#sights.set(leaseKey, { counter: leaseCounter, sinceMs: nowMs });
  }

  /** Notes a move of the counter that this pod has made itself, and which is no sign of life. */
  moved({ leaseKey, leaseCounter }: Lease): void {
    const sight = this.#sights.get(leaseKey);
    if (sight) this.#sights.set(leaseKey, { ...sight, counter: leaseCounter });
  }

  /** Whether the counter has stood still for so long that its owner must be gone. */
  isExpired({ leaseKey }: Lease, nowMs: number, leaseMs: number): boolean {
    const sight = this.#sights.get(leaseKey);
    return sight !== undefined && nowMs - sight.sinceMs >= leaseMs;
  }

  forget(leaseKey: string): void {
    this.#sights.delete(leaseKey);
  }
}
