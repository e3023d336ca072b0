import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 25;

/** Asks again and again until the answer is there, and throws what the last asking threw when the time is over. */
export async function eventually<T>(ask: () => T | Promise<T>, withinMs = 25_000): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > end) throw error;
      await sleep(pollMs);
    }
  }
}
