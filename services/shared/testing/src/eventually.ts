import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves as soon as the condition holds; rejects if it does not within the time. */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 5_000,
): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > endMs) throw new Error(`not within ${timeoutMs} ms: ${condition.toString()}`);
    await sleep(2);
  }
}
