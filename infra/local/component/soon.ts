import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again and again until nothing is thrown, and answers what was seen. The last look's error is the test's. */
export async function soon<T>(look: () => T | Promise<T>, withinMs = 15_000): Promise<T> {
  const endMs = Date.now() + withinMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > endMs) throw error;
    }
    await sleep(5);
  }
}
