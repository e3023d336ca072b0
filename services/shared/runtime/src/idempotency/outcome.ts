import type { IdempotencyRecord } from './idempotency-record.ts';

/** What is kept of a handler that did its work. */
export type Outcome = Pick<IdempotencyRecord, 'result' | 'unkept'>;

/** A result as it is kept; or, as the effect is there and must not be repeated, why it cannot be. */
export function keepable(value: unknown, mostBytes: number): Outcome {
  try {
    const result = JSON.stringify(value) as string | undefined;
    const bytes = Buffer.byteLength(result ?? '');
    if (bytes <= mostBytes) return result === undefined ? {} : { result };
    return { unkept: `its result has ${bytes} bytes, and ${mostBytes} are the most that is kept` };
  } catch (error) {
    return { unkept: `its result is not JSON: ${String(error)}` };
  }
}
