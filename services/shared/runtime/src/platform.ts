import { resourceName } from '@waybill/contracts/names';
import { randomUUID } from 'node:crypto';
import { createAws, type Aws } from './aws.ts';
import { pause } from './backoff.ts';
import { createLogger, type Logger } from './logger.ts';
import { createMetrics, type Metrics } from './metrics.ts';

/** Everything that a service is given from outside, so that tests can give something else. */
export interface Platform {
  readonly service: string;
  /** The name in AWS of a table, queue, stream or bus. */
  readonly name: (logicalName: string) => string;
  readonly aws: Aws;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Waits so many milliseconds, or until the signal fires; never rejects. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 up to, and not including, 1. */
  readonly random: () => number;
}

/** The platform of a real process. */
export function createPlatform(
  service: string,
  { stage, logLevel, aws }: { stage: string; logLevel: string; aws?: Aws },
): Platform {
  return {
    service,
    name: (logicalName) => resourceName(stage, logicalName),
    aws: aws ?? createAws(),
    log: createLogger(service, logLevel),
    metrics: createMetrics(service),
    now: () => new Date(),
    newId: randomUUID,
    sleep: pause,
    random: Math.random,
  };
}
