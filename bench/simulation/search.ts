import { realParts, type Parts } from './parts.ts';
import { simulate, type Outcome } from './simulation.ts';

/** Tries seeds, one after the other, and answers the first that violates an invariant. */
export async function search(
  first: number,
  count: number,
  parts: Parts = realParts,
): Promise<Outcome | undefined> {
  for (let seed = first; seed < first + count; seed += 1) {
    const outcome = await simulate(seed, parts);
    if (outcome.violations.length > 0) return outcome;
    // Nothing of a seed waits for the event loop; its host may.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return undefined;
}
