import { backoffMs, pause } from './backoff.ts';
import type { Platform } from './platform.ts';
import type { Worker } from './worker.ts';

/** All that a turn calls gives up long before. */
const stillAfterMs = 120_000;

/**
 * Does `turn` again and again, with a wait between. A turn that fails is reported and tried again,
 * with backoff, for as long as it takes.
 */
export function loop(options: {
  /** Resolves with how long to wait until the next turn, in milliseconds. */
  readonly turn: (signal: AbortSignal) => Promise<number>;
  readonly failed: (error: unknown) => void;
  readonly random: () => number;
  readonly sleep?: Platform['sleep'];
  readonly now?: Platform['now'];
  readonly baseMs?: number;
  readonly capMs?: number;
}): Worker {
  const {
    turn,
    failed,
    random,
    sleep = pause,
    now = () => new Date(),
    baseMs = 100,
    capMs = 10_000,
  } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> = Promise.resolve();
  let isStarted = false;
  /** When the turn that is under way began; undefined in the wait between two. */
  let beganAtMs: number | undefined;

  async function run(): Promise<void> {
    const isStopping = (): boolean => signal.aborted;
    let failures = 0;
    while (!isStopping()) {
      beganAtMs = now().getTime();
      try {
        const waitMs = await turn(signal);
        beganAtMs = undefined;
        failures = 0;
        if (waitMs > 0) await sleep(waitMs, signal);
      } catch (error) {
        if (isStopping()) return;
        beganAtMs = undefined;
        failed(error);
        await sleep(backoffMs(failures, { baseMs, capMs, random }), signal);
        failures += 1;
      }
    }
  }

  return {
    start: () => {
      isStarted = true;
      running = run();
    },
    stop: () => {
      stopping.abort();
      return running;
    },
    isTurning: () => {
      if (!isStarted || signal.aborted) return false;
      return beganAtMs === undefined || now().getTime() - beganAtMs < stillAfterMs;
    },
  };
}
