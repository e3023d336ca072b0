const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * Reads a day (in UTC), an instant with its offset, or so long before `now`: `90m`, `12h`, `3d`.
 * Answers RFC 3339 in UTC with milliseconds, as commits have it; undefined if it is none of these.
 */
export function parseInstant(text: string, now: Date): string | undefined {
  const [, amount, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (amount !== undefined) {
    const agoMs = Number(amount) * unitMs[unit as keyof typeof unitMs];
    return new Date(now.getTime() - agoMs).toISOString();
  }
  // Without an offset it would be another instant on every machine.
  const form = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;
  const ms = Date.parse(text);
  if (!form.test(text) || Number.isNaN(ms) || isRolledOver(text)) return undefined;
  return new Date(ms).toISOString();
}

/** JavaScript reads February 30 as March 2. */
function isRolledOver(text: string): boolean {
  const day = text.slice(0, 10);
  const ms = Date.parse(day);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day;
}
