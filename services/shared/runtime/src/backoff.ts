import { setTimeout as sleep } from 'node:timers/promises';

/** Exponential backoff with full jitter, in milliseconds. See "Exponential Backoff and Jitter", AWS Architecture Blog. */
export function backoffMs(
  attempt: number,
  { baseMs, capMs, random }: { baseMs: number; capMs: number; random: () => number },
): number {
  return Math.floor(random() * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 30)));
}

/** Waits, and resolves early when the signal fires. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    if (ms > 0) await sleep(ms, undefined, { signal });
  } catch {
    // Woken by the signal; the caller looks at it.
  }
}
