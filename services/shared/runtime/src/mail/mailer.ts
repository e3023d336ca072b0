import { Unavailable } from '@waybill/kernel/failure';

/** A mail as it is handed over. */
export interface OutgoingMail {
  readonly to: string;
  /** One line. */
  readonly subject: string;
  readonly text: string;
  /** The same, for those who can show it. */
  readonly html: string;
  /** For the provider's own statistics; no personal data. Names and values of letters, digits, `_` and `-`. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Whoever carries mail. What it throws names no recipient.
 * @throws RecipientRefused if it never will, to this recipient; MailNotAccepted if it did not now; anything else if that is not known
 */
export interface Mailer {
  send(mail: OutgoingMail): Promise<void>;
}

/** The recipient cannot be written to. */
export class RecipientRefused extends Error {
  override readonly name = 'RecipientRefused';
}

/** The mail was surely not handed over: it may be tried again without a second copy. */
export class MailNotAccepted extends Unavailable {}
