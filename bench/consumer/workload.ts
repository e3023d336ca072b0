import { setTimeout as sleep } from 'node:timers/promises';

/** What handlers have to do: so many messages, of which a share is slow. */
export interface Workload {
  readonly name: string;
  readonly messages: number;
  /** Of 1. */
  readonly slowShare: number;
  readonly slowMs: number;
}

/** Every message at once, and one in twenty slow. */
export const workloads: readonly Workload[] = [
  { name: 'every message fast', messages: 6_000, slowShare: 0, slowMs: 0 },
  { name: '5 % of messages take 500 ms', messages: 6_000, slowShare: 0.05, slowMs: 500 },
];

/** Handles message number `n`: the slow ones are spread evenly, and the same in every run. */
export async function work({ slowShare, slowMs }: Workload, n: number): Promise<void> {
  if (slowShare > 0 && n % Math.round(1 / slowShare) === 0) await sleep(slowMs);
}
