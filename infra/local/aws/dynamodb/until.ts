import { setTimeout as delay } from 'node:timers/promises';

const lookEveryMs = 2;

/** Waits for a value to be there. The test's own timeout ends it. */
export async function until<Value>(find: () => Value | undefined | false): Promise<Value> {
  for (;;) {
    const found = find();
    if (found !== undefined && found !== false) return found;
    await delay(lookEveryMs);
  }
}
