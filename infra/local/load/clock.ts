import { setTimeout as delay } from 'node:timers/promises';

/** The time, handed in so that tests can hurry it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** The clock on the wall. */
export const wallClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms) => {
    await delay(ms);
  },
};

/** Pauses that double from 100 ms up to a ceiling, so that retries and polls stay polite. */
export function growingPauseMs(round: number, mostMs: number): number {
  return Math.min(mostMs, 100 * 2 ** Math.min(round, 20));
}
