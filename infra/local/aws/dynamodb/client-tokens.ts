import { createHash } from 'node:crypto';
import { AwsError } from '../emulator.ts';
import type { Request } from './engine.ts';

const validForMs = 10 * 60 * 1000;

/** The tokens of the transactions that happened within the last ten minutes. */
export class ClientTokens {
  readonly #now: () => number;
  readonly #done = new Map<string, { at: number; digest: string; answer: unknown }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Runs a transaction unless its token is known, and then answers what it answered before.
   * Throws IdempotentParameterMismatchException when the token came with another request.
   */
  once(request: Request, run: () => unknown): unknown {
    const token = request['ClientRequestToken'];
    if (typeof token !== 'string') return run();
    this.#forgetOld();
    const digest = createHash('sha256').update(canonical(request['TransactItems'])).digest('hex');
    const known = this.#done.get(token);
    if (known && known.digest !== digest) {
      throw new AwsError(
        'IdempotentParameterMismatchException',
        'The request uses the same client token as a previous, but non-identical request. ' +
          'Do not reuse a client token with different requests, unless the requests are identical',
      );
    }
    if (known) return known.answer;
    const answer = run();
    this.#done.set(token, { at: this.#now(), digest, answer });
    return answer;
  }

  #forgetOld(): void {
    const validSince = this.#now() - validForMs;
    for (const [token, { at }] of this.#done) {
      if (at > validSince) return;
      this.#done.delete(token);
    }
  }
}

/** The value as JSON, its names in order: a retry may write them in another. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
