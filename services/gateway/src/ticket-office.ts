import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { User } from '@waybill/runtime/http/authentication';
import type { Platform } from '@waybill/runtime/platform';
import type { Table } from '@waybill/runtime/table';

/** Who holds a ticket, and the token that it stands for. */
export interface Holder {
  readonly subject: string;
  readonly isStaff: boolean;
  readonly expiresAtMs: number;
  readonly token: string;
}

/** A ticket as it is stored: neither it nor its token can be told from this. */
export interface TicketRow {
  readonly ticketHash: string;
  readonly status: 'open' | 'used';
  /** In seconds since 1970, after which DynamoDB may delete it. */
  readonly expiresAt: number;
  readonly sealed?: string;
}

const lifetimeMs = 60_000;
const cipher = 'aes-256-gcm';

/**
 * Tickets, good once and for a minute, at every pod. What a ticket stands for is encrypted by the ticket itself, of which
 * only a hash is kept: the table alone gives nothing away, and there is no key to look after.
 */
export class TicketOffice {
  readonly #tickets: Table<TicketRow>;
  readonly #now: Platform['now'];

  constructor({ now }: Pick<Platform, 'now'>, tickets: Table<TicketRow>) {
    this.#tickets = tickets;
    this.#now = now;
  }

  async issue(user: User, token: string): Promise<{ ticket: string; expiresAt: string }> {
    const ticket = randomBytes(32).toString('base64url');
    const endMs = Math.min(this.#now().getTime() + lifetimeMs, user.expiresAtMs);
    const { subject, isStaff, expiresAtMs } = user;
    const holder: Holder = { subject, isStaff, expiresAtMs, token };
    await this.#tickets.put({
      ticketHash: hashOf(ticket),
      status: 'open',
      expiresAt: Math.floor(endMs / 1_000),
      sealed: seal(ticket, JSON.stringify(holder)),
    });
    return { ticket, expiresAt: new Date(endMs).toISOString() };
  }

  /** Whose it is; `undefined` if it is none, is over, or was claimed before. */
  async claim(ticket: string): Promise<Holder | undefined> {
    const ticketHash = hashOf(ticket);
    const row = await this.#tickets.get({ ticketHash }, { consistent: true });
    if (!row?.sealed || row.expiresAt * 1_000 <= this.#now().getTime()) return undefined;
    const { expiresAt } = row;
    const used = { ticketHash, status: 'used', expiresAt } as const;
    const claimed = await this.#tickets.put(used, { equal: { status: 'open' } });
    if (claimed === 'refused') return undefined;
    return JSON.parse(open(ticket, row.sealed)) as Holder;
  }
}

function hashOf(ticket: string): string {
  return createHash('sha256').update(ticket).digest('base64url');
}

/** A ticket is 32 random bytes, so that a key follows from it without stretching. */
function keyOf(ticket: string): Buffer {
  return Buffer.from(hkdfSync('sha256', ticket, '', 'waybill ticket', 32));
}

function seal(ticket: string, text: string): string {
  const iv = randomBytes(12);
  const sealing = createCipheriv(cipher, keyOf(ticket), iv);
  const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
  return Buffer.concat([iv, sealing.getAuthTag(), sealed]).toString('base64');
}

function open(ticket: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const opening = createDecipheriv(cipher, keyOf(ticket), bytes.subarray(0, 12));
  opening.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([opening.update(bytes.subarray(28)), opening.final()]).toString('utf8');
}
