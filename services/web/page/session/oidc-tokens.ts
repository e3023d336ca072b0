import { UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { claimsOf } from './claims.ts';
import { Listeners } from './listeners.ts';
import type { PageConfig } from './page-config.ts';
import type { Person, Tokens } from './session.ts';

type OidcConfig = Extract<PageConfig['signIn'], { kind: 'oidc' }>;

/** Where the issuer sends the browser back to. */
export const signedInPath = '/signed-in';

/** Tokens of an OpenID Connect provider: authorisation code with PKCE, renewed by refresh token. Kept for this tab alone. */
export async function createOidcTokens(config: OidcConfig): Promise<Tokens> {
  const { authority, clientId, scope, audience } = config;
  const listeners = new Listeners();
  const manager = new UserManager({
    authority,
    client_id: clientId,
    redirect_uri: `${location.origin}${signedInPath}`,
    post_logout_redirect_uri: location.origin,
    scope,
    extraQueryParams: { audience },
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: true,
  });
  if (location.pathname === signedInPath) {
    const user = await manager.signinRedirectCallback();
    history.replaceState(null, '', pathOf(user.state));
  }
  let current: Person | undefined;
  const look = async (): Promise<string | undefined> => {
    const user = await manager.getUser();
    const token = user && !user.expired ? user.access_token : undefined;
    current = token === undefined ? undefined : claimsOf(token).person;
    return token;
  };
  await look();
  const changed = () => void look().then(() => listeners.tell());
  manager.events.addUserLoaded(changed);
  manager.events.addUserUnloaded(changed);
  manager.events.addAccessTokenExpired(changed);
  return {
    person: () => current,
    token: look,
    signIn: () => manager.signinRedirect({ state: location.pathname }),
    signOut: async () => {
      await manager.removeUser();
      await manager.signoutRedirect();
    },
    onChange: (listener) => listeners.add(listener),
  };
}

/** Only a path of this page: the state comes back through the issuer. */
function pathOf(state: unknown): string {
  return typeof state === 'string' && /^\/[\w/-]*$/.test(state) ? state : '/';
}
