import type { Clock } from './clock.ts';
import type { Progress } from './progress.ts';
import type { Shop } from './shop.ts';

/** What every stage of a run works with. */
export interface Run {
  /** Tells this run's receipts, keys and guests from those of every other run. */
  readonly runId: string;
  readonly shop: Shop;
  readonly concurrency: number;
  readonly clock: Clock;
  readonly progress: Progress;
}
