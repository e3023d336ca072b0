import { createApi, type Api } from '../api/api.ts';
import type { PageConfig } from './page-config.ts';

/** Who is signed in. */
export interface Person {
  readonly subject: string;
  readonly isStaff: boolean;
}

/** Tokens of whoever is signed in, however they are had. */
export interface Tokens {
  /** Undefined while nobody is signed in. */
  readonly person: () => Person | undefined;
  /** A token that is good for a while yet; undefined while nobody is signed in. */
  readonly token: () => Promise<string | undefined>;
  /** Resolves when signed in, or never, where the browser leaves for the issuer's own page. */
  readonly signIn: (as: 'customer' | 'staff') => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** Calls back whenever another person is signed in, or nobody. Returns what ends it. */
  readonly onChange: (listener: () => void) => () => void;
}

/** The page's session. */
export interface Session extends Tokens {
  readonly config: PageConfig;
  readonly api: Api;
}

export function createSession(config: PageConfig, tokens: Tokens): Session {
  return { ...tokens, config, api: createApi(tokens.token) };
}
