import { InvalidMessage, Rejection, Unavailable } from '@waybill/kernel/failure';

/** What becomes of a message after its handler. */
export type Fate =
  | { readonly outcome: 'done' }
  /** Something else is away: tried again, and the whole queue is read more slowly. */
  | { readonly outcome: 'unavailable'; readonly error: unknown }
  | { readonly outcome: 'retry'; readonly error: unknown }
  /** Can never succeed. */
  | { readonly outcome: 'dead'; readonly reason: string; readonly stack?: string };

/** The fate of a message whose handler threw. */
export function fateOf(error: unknown): Fate {
  if (error instanceof InvalidMessage) {
    return { outcome: 'dead', reason: error.message, stack: error.stack };
  }
  // A handler commits a refusal as a fact. One that escapes would be the same no at every try.
  if (error instanceof Rejection) {
    return { outcome: 'dead', reason: `rejected: ${error.code}`, stack: error.stack };
  }
  if (error instanceof Unavailable) return { outcome: 'unavailable', error };
  return { outcome: 'retry', error };
}
