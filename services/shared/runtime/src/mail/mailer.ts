import { Unavailable } from '@waybill/kernel/failure';

/** A mail as it is handed over. */
export interface OutgoingMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** For the provider's own statistics; no personal data. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Whoever carries mail. @throws RecipientRefused if it never will, to this recipient */
export interface Mailer {
  send(mail: OutgoingMail): Promise<void>;
}

/** The recipient cannot be written to. */
export class RecipientRefused extends Error {
  override readonly name = 'RecipientRefused';
}

/** The mail was surely not handed over: it may be tried again without a second copy. */
export class MailNotAccepted extends Unavailable {}
