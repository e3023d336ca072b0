import type { Outcome } from './domain/document.ts';

/** An upload's outcome as tags of its object, in the characters that S3 allows. */
export function tagsOf(outcome: Outcome): Record<string, string> {
  const reason = outcome.outcome === 'rejected' ? outcome.reason : '';
  const allowed = reason.replace(/[^\p{L}\p{N} +\-=._:/@]/gu, ' ').slice(0, 256);
  return {
    'waybill-outcome': outcome.outcome,
    ...(allowed && { 'waybill-reason': allowed }),
  };
}
