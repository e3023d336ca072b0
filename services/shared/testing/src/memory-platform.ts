import { resourceName } from '@waybill/contracts/names';
import type { Aws } from '@waybill/runtime/aws';
import { createLogger } from '@waybill/runtime/logger';
import { createMetrics } from '@waybill/runtime/metrics';
import type { Platform } from '@waybill/runtime/platform';
import { deterministicRandom } from './deterministic-random.ts';

/** A platform without AWS, on which time passes only when the test says so. */
export interface MemoryPlatform extends Platform {
  /** Sets the clock. RFC 3339. */
  at(instant: string): void;
  advance(ms: number): void;
}

/** Always the same ids, numbers and instants, in the same order. */
export function createMemoryPlatform(
  options: { service?: string; at?: string; seed?: number } = {},
): MemoryPlatform {
  const { service = 'test', at = '2026-01-01T00:00:00.000Z', seed = 1 } = options;
  let nowMs = Date.parse(at);
  let ids = 0;
  return {
    service,
    name: (logicalName) => resourceName('test', logicalName),
    aws: untouchableAws(),
    log: createLogger(service, 'silent'),
    metrics: createMetrics(service),
    now: () => new Date(nowMs),
    newId: () => uuidOf((ids += 1)),
    // Waiting takes no time: what waits for an instant is woken by the test's clock.
    sleep: () => Promise.resolve(),
    random: deterministicRandom(seed),
    at: (instant) => {
      nowMs = Date.parse(instant);
    },
    advance: (ms) => {
      nowMs += ms;
    },
  };
}

/** Shaped as the real ids are, so that what is derived from them is as well. */
function uuidOf(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

function untouchableAws(): Aws {
  return new Proxy({} as Aws, {
    get: (_, client) => {
      throw new Error(`A test in memory reached for aws.${String(client)}`);
    },
  });
}
