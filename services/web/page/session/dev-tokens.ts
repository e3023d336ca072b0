import { claimsOf } from './claims.ts';
import { Listeners } from './listeners.ts';
import type { Tokens } from './session.ts';

const keptUnder = 'waybill.dev-token';
const customerUnder = 'waybill.dev-customer';
const marginMs = 60_000;

/**
 * Tokens of the embedded issuer. Everybody is a customer of their own from the first visit on, so that a newcomer can buy
 * at once. The token is kept for this tab, the customer's id for this browser.
 */
export async function createDevTokens(): Promise<Tokens> {
  const listeners = new Listeners();
  const ask = async (body: object): Promise<void> => {
    const response = await fetch('/auth/dev-token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok)
      throw new Error('The embedded issuer gives no token. Is `npm start` running?');
    const { token } = (await response.json()) as { token: string };
    sessionStorage.setItem(keptUnder, token);
    listeners.tell();
  };
  const asCustomer = () => ask({ subject: customerOfThisBrowser() });
  const asStaff = () => ask({ subject: 'anna', roles: ['staff'] });
  const kept = () => sessionStorage.getItem(keptUnder) ?? undefined;
  const person = () => {
    const token = kept();
    return token === undefined ? undefined : claimsOf(token).person;
  };
  const isEnding = (token: string) => claimsOf(token).expiresAtMs < Date.now() + marginMs;
  if (kept() === undefined) await asCustomer();
  return {
    person,
    token: async () => {
      const token = kept();
      if (token !== undefined && isEnding(token)) {
        await (claimsOf(token).person.isStaff ? asStaff() : asCustomer());
      }
      return kept();
    },
    signIn: (as) => (as === 'staff' ? asStaff() : asCustomer()),
    signOut: asCustomer,
    onChange: (listener) => listeners.add(listener),
  };
}

function customerOfThisBrowser(): string {
  const kept = localStorage.getItem(customerUnder);
  if (kept !== null) return kept;
  const made = `cust-${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`;
  localStorage.setItem(customerUnder, made);
  return made;
}
