import type { DataOf } from '@waybill/contracts/contract';
import type { EmailBounced, EmailComplaintReceived } from '@waybill/contracts/ses-notices';
import type { Platform } from '@waybill/runtime/platform';
import type { Table } from '@waybill/runtime/table';
import { addressHash } from './address-hash.ts';
import { isInForce, isNews, type Suppression } from './domain/suppression.ts';

/** The addresses that came back, or did not want our mail, and are not written to any more. */
export class Suppressions {
  readonly #platform: Pick<Platform, 'log' | 'metrics'>;
  readonly #table: Table<Suppression>;

  constructor(platform: Pick<Platform, 'log' | 'metrics'>, table: Table<Suppression>) {
    this.#platform = platform;
    this.#table = table;
  }

  /** Whether an address may not be written to. */
  async holds(email: string): Promise<boolean> {
    const suppression = await this.#table.get(
      { addressHash: addressHash(email) },
      { consistent: true },
    );
    return suppression !== undefined && isInForce(suppression);
  }

  /** Only what will never arrive suppresses: a full mailbox is emptied some day. */
  async bounced({ mail, bounce }: DataOf<typeof EmailBounced>): Promise<void> {
    const { bounceType, bounceSubType: detail, bouncedRecipients, timestamp } = bounce;
    const news = { reason: 'bounce', detail, ...mail, suppressedAt: timestamp } as const;
    const isFinal = bounceType === 'Permanent';
    for (const { emailAddress } of bouncedRecipients) {
      await this.#hear(emailAddress, news, isFinal ? undefined : 'transient');
    }
  }

  /** Whoever says that our mail is no spam does not complain. */
  async complained({ mail, complaint }: DataOf<typeof EmailComplaintReceived>): Promise<void> {
    const { complaintFeedbackType: detail, complainedRecipients, timestamp } = complaint;
    const news = { reason: 'complaint', detail, ...mail, suppressedAt: timestamp } as const;
    for (const { emailAddress } of complainedRecipients) {
      await this.#hear(emailAddress, news, detail === 'not-spam' ? detail : undefined);
    }
  }

  async #hear(
    email: string,
    news: Omit<Suppression, 'addressHash' | 'detail'> & { readonly detail?: string | undefined },
    onlyCounted?: string,
  ): Promise<void> {
    const { log, metrics } = this.#platform;
    const { detail, ...rest } = news;
    const outcome =
      onlyCounted ?? (await this.#suppress(email, { ...rest, ...(detail && { detail }) }));
    metrics.mailsReturned.inc({ outcome });
    log.info({ outcome, reason: news.reason, detail, messageId: news.messageId }, 'mail-returned');
  }

  async #suppress(email: string, news: Omit<Suppression, 'addressHash'>) {
    const key = { addressHash: addressHash(email) };
    const known = await this.#table.get(key, { consistent: true });
    if (!isNews(known, news.suppressedAt)) return 'known';
    const unchanged = known
      ? { equal: { suppressedAt: known.suppressedAt } }
      : { absent: 'addressHash' };
    const stored = await this.#table.put({ ...key, ...news }, unchanged);
    // Whoever was faster has suppressed it as well.
    return stored === 'stored' ? 'suppressed' : 'known';
  }
}
