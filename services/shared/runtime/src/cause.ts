import { AsyncLocalStorage } from 'node:async_hooks';

/** Why something happens: carried from a request or message into every commit and log line that follows from it. */
export interface Cause {
  readonly correlationId: string;
  /** The message that led to this. */
  readonly causationId?: string;
  /** W3C Trace Context. */
  readonly traceparent?: string;
  readonly replay?: string;
}

const causes = new AsyncLocalStorage<Cause>();

/** Does `work` because of `cause`. */
export function because<T>(cause: Cause, work: () => T): T {
  return causes.run(cause, work);
}

/** Why the running code runs, if it was said. */
export function currentCause(): Cause | undefined {
  return causes.getStore();
}
