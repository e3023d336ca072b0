import type { Target } from './target.ts';

/** The condition that ended the retries, as the DLQ's attribute EXHAUSTED_RETRY_CONDITION names it. */
export type Exhausted = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

/** Whether a target's policy allows one more try after `retries` of them, at this age in ms. */
export function exhausted(target: Target, retries: number, ageMs: number): Exhausted | undefined {
  if (retries >= target.maximumRetryAttempts) return 'MaximumRetryAttempts';
  if (ageMs >= target.maximumEventAgeMs) return 'MaximumEventAgeInSeconds';
  return undefined;
}

/** Exponential backoff with full jitter, in ms, up to 600 times the base. */
export function retryDelayMs(retries: number, baseMs: number, random = Math.random()): number {
  return random * Math.min(baseMs * 2 ** Math.min(retries, 10), baseMs * 600);
}

/** The errors after which AWS does not try again: the cause has to be removed first. */
const permanent: Readonly<Record<string, string>> = {
  QueueDoesNotExist: 'NO_RESOURCE',
  'AWS.SimpleQueueService.NonExistentQueue': 'NO_RESOURCE',
  ResourceNotFoundException: 'NO_RESOURCE',
  AccessDenied: 'NO_PERMISSIONS',
  AccessDeniedException: 'NO_PERMISSIONS',
  InvalidParameterValue: 'INVALID_PARAMETER',
  InvalidMessageContents: 'INVALID_PARAMETER',
  MissingParameter: 'INVALID_PARAMETER',
  INVALID_JSON: 'INVALID_JSON',
  THIRD_ACCOUNT_HOP_DETECTED: 'THIRD_ACCOUNT_HOP_DETECTED',
};

/** EventBridge's own code for a target's error, and whether trying again is pointless. */
export function classify(type: string): { readonly code: string; readonly isPermanent: boolean } {
  const known = Object.hasOwn(permanent, type) ? permanent[type] : undefined;
  if (known !== undefined) return { code: known, isPermanent: true };
  const throttled = /Throttl|ProvisionedThroughputExceeded|LimitExceeded/.test(type);
  return { code: throttled ? 'THROTTLING' : 'ERROR_FROM_TARGET', isPermanent: false };
}
