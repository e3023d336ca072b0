import { Unavailable } from '@waybill/kernel/failure';

const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

const throttles = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'KMSThrottlingException',
  'TimeoutError',
  'TransactionConflictException',
  'TransactionInProgressException',
  'InternalFailure',
  'InternalServerError',
  'ServiceUnavailable',
]);

/** Whether an error of an AWS client says that AWS is away or throttles, rather than that the call is wrong. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, code, $metadata } = error as Error & {
    code?: string;
    $metadata?: { httpStatusCode?: number };
  };
  if (throttles.has(name) || (code !== undefined && awayCodes.has(code))) return true;
  return ($metadata?.httpStatusCode ?? 0) >= 500;
}

/** Turns a transient error into `Unavailable`, and leaves every other as it is. */
export function translate(error: unknown): unknown {
  if (!isTransient(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new Unavailable(message, { cause: error });
}
