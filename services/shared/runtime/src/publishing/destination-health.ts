/** The one destination that is no service's queue. */
export const bus = 'bus';

interface Trouble {
  reason: string;
  /** Those that have taken messages since this one does not, and whose last answer that was. */
  readonly others: Set<string>;
  /** For how long it was alone, until others were away too. */
  aloneMs: number;
  /** Since when it is alone again. */
  aloneSinceMs: number;
  triedAtMs: number;
}

/** When a destination is given up, in milliseconds. */
export interface HealthOptions {
  /** For how long it alone must have failed. `Infinity`: never. */
  readonly parkAfterMs: number;
  /** How often one that is given up is tried. */
  readonly probeEveryMs?: number;
}

/**
 * Which destinations take messages: the bus, and each service's queue. One that fails while others take is broken after
 * a time; the time for which all fail is an outage and does not count, however long it lasts. In memory, so that a
 * relay that is started anew waits again.
 */
export class DestinationHealth {
  readonly #now: () => Date;
  readonly #options: Required<HealthOptions>;
  readonly #troubles = new Map<string, Trouble>();

  constructor(now: () => Date, { parkAfterMs, probeEveryMs = 5_000 }: HealthOptions) {
    this.#now = now;
    this.#options = { parkAfterMs, probeEveryMs };
  }

  /** It has taken a message. */
  took(destination: string): void {
    this.#troubles.delete(destination);
    const nowMs = this.#nowMs();
    for (const trouble of this.#troubles.values()) {
      if (trouble.others.size === 0) trouble.aloneSinceMs = nowMs;
      trouble.others.add(destination);
    }
  }

  /** It has taken nothing of what it was given. */
  failed(destination: string, reason: string): void {
    const nowMs = this.#nowMs();
    for (const trouble of this.#troubles.values()) {
      const wasLast = trouble.others.delete(destination) && trouble.others.size === 0;
      if (wasLast) trouble.aloneMs += nowMs - trouble.aloneSinceMs;
    }
    const known = this.#troubles.get(destination);
    this.#troubles.set(destination, {
      ...(known ?? { others: new Set(), aloneMs: 0, aloneSinceMs: nowMs }),
      ...{ reason, triedAtMs: nowMs },
    });
  }

  /** Why it does not take messages; undefined if it does, as far as is known. */
  troubleOf(destination: string): string | undefined {
    return this.#troubles.get(destination)?.reason;
  }

  /** Whether it has failed alone for so long that its messages are put aside. False while all are away. */
  isBroken(destination: string): boolean {
    const trouble = this.#troubles.get(destination);
    if (!trouble || trouble.others.size === 0) return false;
    const aloneMs = trouble.aloneMs + this.#nowMs() - trouble.aloneSinceMs;
    return aloneMs >= this.#options.parkAfterMs;
  }

  /** Whether to give it messages now: always, but for a broken one, which is tried by one caller at a time now and then. */
  isDue(destination: string): boolean {
    const trouble = this.#troubles.get(destination);
    if (!trouble || !this.isBroken(destination)) return true;
    const nowMs = this.#nowMs();
    if (nowMs - trouble.triedAtMs < this.#options.probeEveryMs) return false;
    trouble.triedAtMs = nowMs;
    return true;
  }

  #nowMs(): number {
    return this.#now().getTime();
  }
}
