import { backoffMs } from '../backoff.ts';
import type { Platform } from '../platform.ts';

/**
 * Whether something that handlers depend on is away. While it is, nothing is received, and of the messages in hand
 * one at a time is tried, with backoff, until one succeeds.
 */
export class Outage {
  readonly #platform: Pick<Platform, 'sleep' | 'random'>;
  readonly #probeBaseMs: number;
  readonly #probeCapMs: number;
  #waiting: (() => void)[] = [];
  #isOn = false;
  #isProbed = false;
  #probes = 0;

  constructor(
    platform: Pick<Platform, 'sleep' | 'random'>,
    { probeBaseMs, probeCapMs }: { probeBaseMs: number; probeCapMs: number },
  ) {
    this.#platform = platform;
    this.#probeBaseMs = probeBaseMs;
    this.#probeCapMs = probeCapMs;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** A handler found something away; `wasProbe` if `turn` had said so. */
  failed(wasProbe: boolean): void {
    this.#isOn = true;
    if (wasProbe) this.#stepBack();
  }

  /** A handler found everything there. */
  succeeded(): void {
    if (!this.#isOn) return;
    this.#isOn = false;
    this.#isProbed = false;
    this.#probes = 0;
    this.#wake();
  }

  /** Resolves when the outage is over, or the signal fires. */
  async over(signal: AbortSignal): Promise<void> {
    while (this.#isOn && !signal.aborted) await this.#change(signal);
  }

  /** Resolves when the caller's message shall be tried: with true if it is the one that probes, else the outage is over. */
  async turn(signal: AbortSignal): Promise<boolean> {
    const { random, sleep } = this.#platform;
    while (this.#isOn && this.#isProbed && !signal.aborted) await this.#change(signal);
    if (!this.#isOn || signal.aborted) return false;
    this.#isProbed = true;
    const waitMs = backoffMs(this.#probes, {
      baseMs: this.#probeBaseMs,
      capMs: this.#probeCapMs,
      random,
    });
    this.#probes += 1;
    await sleep(waitMs, signal);
    if (!hasFired(signal)) return true;
    this.#stepBack();
    return false;
  }

  /** Leaves the probing to another. */
  #stepBack(): void {
    this.#isProbed = false;
    this.#wake();
  }

  async #change(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = (): void => {
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.push(done);
      signal.addEventListener('abort', done);
    });
  }

  #wake(): void {
    this.#waiting.splice(0).forEach((wake) => wake());
  }
}

/** Asked again after waiting: a compiler takes what it knew before for what is. */
function hasFired({ aborted }: AbortSignal): boolean {
  return aborted;
}
