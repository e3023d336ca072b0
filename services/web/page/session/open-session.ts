import { createDevTokens } from './dev-tokens.ts';
import type { PageConfig } from './page-config.ts';
import { createSession, type Session } from './session.ts';

/** Asks the server how people sign in here, and takes up the session that this tab has. */
export async function openSession(): Promise<Session> {
  const response = await fetch('/page-config.json');
  if (!response.ok) throw new Error(`The server answers ${response.status}. Reload in a moment.`);
  const config = (await response.json()) as PageConfig;
  if (config.signIn.kind === 'dev') return createSession(config, await createDevTokens());
  const { createOidcTokens } = await import('./oidc-tokens.ts');
  return createSession(config, await createOidcTokens(config.signIn));
}
