import { Unavailable } from '@waybill/kernel/failure';
import { isQueueGone } from '../queue-urls.ts';

/** Of permissions, keys and credentials: no message is at fault, and somebody can mend it. */
const closed =
  /^(AccessDenied|Kms|KMS|ExpiredToken|InvalidClientTokenId|UnrecognizedClient|InvalidSecurity|SignatureDoesNotMatch|CredentialsProviderError|ResourceNotFound)/;

/** Whether an error is the destination's, so that it is waited for, rather than that of what was sent. */
export function isDestinationTrouble(error: unknown): boolean {
  if (error instanceof Unavailable || isQueueGone(error)) return true;
  return error instanceof Error && closed.test(error.name);
}
