/** A stretch of time of whole minutes or whole days, in UTC. Milliseconds since the epoch, `toMs` excluded. */
export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
  readonly by: 'minute' | 'day';
}

export const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;

/** The days of which a period has something, as `2026-11-23`. */
export function daysIn({ fromMs, toMs }: Period): string[] {
  const first = Math.floor(fromMs / dayMs);
  const end = Math.ceil(toMs / dayMs);
  return Array.from({ length: end - first }, (_, i) =>
    new Date((first + i) * dayMs).toISOString().slice(0, 10),
  );
}

/** Whether an instant, RFC 3339, is within the period. */
export function isWithin({ fromMs, toMs }: Period, at: string): boolean {
  const ms = Date.parse(at);
  return ms >= fromMs && ms < toMs;
}
