/** A mail as it was accepted. */
export interface Mail {
  readonly id: string;
  readonly sentAtMs: number;
  readonly source: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
  /** The whole MIME message, if it was sent as one. */
  readonly raw?: string | undefined;
  readonly configurationSet?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export function recipientsOf({ to, cc, bcc }: Mail): string[] {
  return [...to, ...cc, ...bcc];
}

/** `Shop <shop@example.com>` is sent from and to `shop@example.com`. */
export function addressOf(mailbox: string): string {
  return (/<([^>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim().toLowerCase();
}

/** The mail as LocalStack shows it at `/_aws/ses`. */
export function asLocalStackShows(mail: Mail): Record<string, unknown> {
  return {
    Id: mail.id,
    Region: 'us-east-1',
    Timestamp: new Date(mail.sentAtMs).toISOString(),
    Source: mail.source,
    Destination: { ToAddresses: mail.to, CcAddresses: mail.cc, BccAddresses: mail.bcc },
    Subject: mail.subject,
    ...(mail.raw === undefined
      ? { Body: { text_part: mail.text ?? null, html_part: mail.html ?? null } }
      : { RawData: mail.raw }),
    ConfigurationSetName: mail.configurationSet,
    Tags: mail.tags,
  };
}

/** The mail as aws-ses-v2-local shows it at `/store`. */
export function asSesV2LocalShows(mail: Mail): Record<string, unknown> {
  return {
    messageId: mail.id,
    from: mail.source,
    replyTo: mail.replyTo,
    destination: { to: mail.to, cc: mail.cc, bcc: mail.bcc },
    subject: mail.subject,
    body: { text: mail.text, html: mail.html },
    attachments: [],
    at: Math.floor(mail.sentAtMs / 1000),
  };
}
