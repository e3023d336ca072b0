import { Type } from '@sinclair/typebox';
import { notice } from './contract.ts';
import { Instant } from './values.ts';

const Recipients = Type.Array(
  Type.Object({ emailAddress: Type.String({ minLength: 1, maxLength: 400 }) }),
  { minItems: 1, maxItems: 50 },
);
const SentMail = Type.Object({ messageId: Type.String({ minLength: 1, maxLength: 200 }) });

/**
 * A mail came back. Only `Permanent` says that its address will never take one.
 * @see https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html
 */
export const EmailBounced = notice('aws.ses', 'Email Bounced', {
  mail: SentMail,
  bounce: Type.Object({
    /** `Permanent`, `Transient` or `Undetermined`. */
    bounceType: Type.String({ minLength: 1, maxLength: 50 }),
    bounceSubType: Type.Optional(Type.String({ maxLength: 100 })),
    bouncedRecipients: Recipients,
    timestamp: Instant,
  }),
});

/** A recipient told their provider that a mail was unwanted. */
export const EmailComplaintReceived = notice('aws.ses', 'Email Complaint Received', {
  mail: SentMail,
  complaint: Type.Object({
    /** `not-spam` is the opposite of a complaint. */
    complaintFeedbackType: Type.Optional(Type.String({ maxLength: 100 })),
    complainedRecipients: Recipients,
    timestamp: Instant,
  }),
});
