/** A mail that was sent, as the ledger shows it. */
export interface LedgerMail {
  readonly kind: string;
  readonly orderId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string | null;
  /** RFC 3339. */
  readonly sentAt: string;
}

interface SentMail {
  readonly Timestamp: string;
  readonly Destination: { readonly ToAddresses: readonly string[] };
  readonly Subject: string;
  readonly Body?: { readonly text_part: string | null; readonly html_part: string | null };
  readonly Tags?: Readonly<Record<string, string>>;
}

/** The mails that the embedded SES has accepted: of one order, or all that it still keeps. */
export async function mailsSent(awsEndpoint: string, orderId?: string): Promise<LedgerMail[]> {
  const mails = await mailsTagged(awsEndpoint, orderId === undefined ? {} : { orderId });
  return mails.map(({ Timestamp, Destination, Subject, Body, Tags }) => ({
    kind: Tags?.kind ?? '',
    orderId: Tags?.orderId ?? '',
    to: Destination.ToAddresses.join(', '),
    subject: Subject,
    text: Body?.text_part ?? null,
    sentAt: Timestamp,
  }));
}

/** The HTML of an order's last mail of a kind, if there is one. */
export async function mailPage(
  awsEndpoint: string,
  orderId: string,
  kind: string,
): Promise<string | undefined> {
  const mails = await mailsTagged(awsEndpoint, { orderId, kind });
  return mails.at(-1)?.Body?.html_part ?? undefined;
}

async function mailsTagged(
  awsEndpoint: string,
  tags: Readonly<Record<string, string>>,
): Promise<SentMail[]> {
  const named = Object.entries(tags).map(([name, value]): [string, string] => [
    `tag.${name}`,
    value,
  ]);
  const query = new URLSearchParams(named).toString();
  const response = await fetch(`${awsEndpoint}/_aws/ses?${query}`, {
    signal: AbortSignal.timeout(5_000),
  });
  const { messages } = (await response.json()) as { messages: SentMail[] };
  return messages;
}
