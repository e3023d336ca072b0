import type { OrderContact } from '@waybill/contracts/order-contact';
import { minutes } from '@waybill/kernel/duration';
import { currentCause } from '@waybill/runtime/cause';
import type { Aggregate } from '@waybill/runtime/aggregate';
import type { Platform } from '@waybill/runtime/platform';
import type { Table } from '@waybill/runtime/table';
import { MailNotAccepted, RecipientRefused, type Mailer } from '@waybill/runtime/mail/mailer';
import type { Mail, MailCommand, MailEvent } from './domain/mail.ts';
import type { Occasion } from './domain/occasion.ts';
import type { Suppressions } from './suppressions.ts';
import type { Stationery } from './templates/stationery.ts';

/** What the post office works with. */
export interface Adapters {
  readonly platform: Pick<Platform, 'now' | 'log' | 'metrics'>;
  readonly mails: Aggregate<Mail, MailCommand, MailEvent>;
  readonly contacts: Table<OrderContact>;
  readonly mailer: Mailer;
  readonly suppressions: Pick<Suppressions, 'holds'>;
  readonly stationery: Stationery;
  /** The kinds that are sent at all. */
  readonly kinds: ReadonlySet<string>;
  /** How long a sender that dies keeps others from sending its mail. Longer than sending ever takes. */
  readonly claimMs?: number;
}

const defaultClaimMs = minutes(2);

/** Writes to customers: one mail of a kind an order. */
export class PostOffice {
  readonly #adapters: Adapters;
  /** Handed over, but not yet committed as sent: the store was away. Who handles it again only has to say so. */
  readonly #unsaid = new Set<string>();

  constructor(adapters: Adapters) {
    this.#adapters = adapters;
  }

  /**
   * Claims the mail, then sends it. A sender that dies in between leaves a claim that ends: the mail is sent again then,
   * which is a second mail only if the first sender died after handing over and before saying so.
   */
  async write(occasion: Occasion): Promise<void> {
    const { mails, contacts, mailer, suppressions, stationery, kinds, platform } = this.#adapters;
    const { claimMs = defaultClaimMs } = this.#adapters;
    const { orderId, kind } = occasion;
    if (!kinds.has(kind) || currentCause()?.replay !== undefined) return;
    const id = `mail-${orderId}-${kind}`;
    if (this.#unsaid.has(id)) return this.#say(id, occasion);
    const now = platform.now();
    const until = new Date(now.getTime() + claimMs).toISOString();
    const claim = { type: 'claim', orderId, kind, now: now.toISOString(), until } as const;
    const { state, events } = await mails.execute(id, claim, true);
    if (events.length === 0 && state.status === 'claimed') throw new Error(`${id} is being sent`);
    if (events.length === 0) return;
    const contact = await contacts.get({ orderId }, { consistent: true });
    if (!contact) return this.#drop(id, 'no-address');
    if (await suppressions.holds(contact.email)) return this.#drop(id, 'suppressed');
    const letter = stationery(occasion);
    try {
      await mailer.send({ to: contact.email, ...letter, tags: { orderId, kind } });
    } catch (error) {
      if (error instanceof RecipientRefused) return this.#drop(id, 'recipient-refused');
      // Where it is not known whether the mail went, the claim runs out instead.
      if (error instanceof MailNotAccepted) {
        await mails.execute(id, { type: 'release', orderId, kind });
      }
      throw error;
    }
    this.#unsaid.add(id);
    await this.#say(id, occasion);
  }

  async #say(id: string, { orderId, kind }: Occasion): Promise<void> {
    await this.#adapters.mails.execute(id, { type: 'sent', orderId, kind });
    this.#unsaid.delete(id);
  }

  async #drop(id: string, reason: string): Promise<void> {
    const { mails, platform } = this.#adapters;
    platform.metrics.mailsDropped.inc({ reason });
    platform.log.warn({ mailId: id, reason }, 'mail-dropped');
    await mails.execute(id, { type: 'drop', reason });
  }
}
