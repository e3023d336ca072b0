import { violations } from '@waybill/contracts/validation';
import { CustomerId } from '@waybill/contracts/values';
import type { User } from '@waybill/runtime/http/authentication';
import { Problem } from '@waybill/runtime/http/problem';

/** Whose order it is: a customer's own, or the one that staff name. @throws Problem 400 or 403 */
export function buyer({ subject, isStaff }: User, customerId: string | undefined): string {
  if (isStaff) {
    if (customerId) return customerId;
    const errors = [{ field: '/customerId', message: 'is required of staff' }];
    throw new Problem(400, 'invalid-request', 'Staff must name the customerId', { errors });
  }
  if (violations(CustomerId, subject).length > 0) {
    throw new Problem(403, 'forbidden', 'The subject of the token is no customer id');
  }
  if (customerId !== undefined && customerId !== subject) {
    throw new Problem(403, 'forbidden', 'Only staff may act for another customer');
  }
  return subject;
}

/** The `Idempotency-Key` of a request. @throws Problem 400 if it is none */
export function idempotencyKeyOf(header: string | undefined): string | undefined {
  if (header === undefined || /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  const detail = 'Idempotency-Key is 1 to 255 visible ASCII characters';
  throw new Problem(400, 'invalid-idempotency-key', detail);
}
