import { Type } from '@sinclair/typebox';
import { parseConfig, Url } from '@waybill/runtime/config';
import { localIssuer } from '@waybill/runtime/http/authentication';

/** The settings of the page. */
export type WebConfig = ReturnType<typeof parseWebConfig>;

/** Reads them. @throws ConfigError */
export function parseWebConfig(environment: Readonly<Record<string, string | undefined>>) {
  const isLocal =
    environment.OIDC_ISSUER === localIssuer && environment.OIDC_ALLOW_LOCAL_ISSUER === 'true';
  const ClientId = Type.String({ minLength: 1, maxLength: 200 });
  return parseConfig(
    {
      /** Whose tokens people sign in for: an OpenID Connect provider. */
      OIDC_ISSUER: isLocal ? Type.Literal(localIssuer) : Url,
      OIDC_AUDIENCE: Type.String({ minLength: 1, default: 'waybill' }),
      OIDC_ALLOW_LOCAL_ISSUER: Type.Boolean({ default: false }),
      /** A public client with PKCE; there is no client secret. */
      OIDC_CLIENT_ID: isLocal ? Type.Optional(ClientId) : ClientId,
      OIDC_SCOPE: Type.String({ minLength: 1, default: 'openid profile offline_access' }),
      SHOP_NAME: Type.String({ minLength: 1, maxLength: 100 }),
      /** Where `npm run build` put the page. */
      PAGE_DIR: Type.String({ minLength: 1 }),
      /** Offers the payment sandbox's cards. */
      PAGE_SANDBOX_CARDS: Type.Boolean({ default: false }),
    },
    environment,
  );
}
