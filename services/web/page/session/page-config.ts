/** What `GET /page-config.json` tells the page. Holds no secret. */
export interface PageConfig {
  readonly shopName: string;
  /** How people sign in: by the embedded issuer, which gives a token to anybody, or by OpenID Connect. */
  readonly signIn:
    | { readonly kind: 'dev' }
    | {
        readonly kind: 'oidc';
        readonly authority: string;
        readonly clientId: string;
        readonly scope: string;
        /** For issuers that make tokens for an API only when they are asked for it (`audience`). */
        readonly audience: string;
      };
  /** Whether the sandbox's cards are offered. */
  readonly sandboxCards: boolean;
}
