import { documentsBucket } from '@waybill/contracts/names';
import type { App } from '@waybill/runtime/app';
import { localIssuer } from '@waybill/runtime/http/authentication';
import { createS3ObjectStore } from '@waybill/runtime/objects/s3-object-store';
import type { Platform } from '@waybill/runtime/platform';
import type { WebConfig } from './config.ts';
import { routes } from './http.ts';
import { policyFor } from './security-policy.ts';

/** The page: shop, live orders and operations, for browsers. */
export function createApp(platform: Platform, config: WebConfig): App {
  const { OIDC_ISSUER: authority, OIDC_CLIENT_ID: clientId } = config;
  const isLocal = authority === localIssuer;
  return {
    http: routes({
      directory: config.PAGE_DIR,
      policy: policyFor(isLocal ? undefined : authority),
      pageConfig: {
        shopName: config.SHOP_NAME,
        signIn: isLocal
          ? { kind: 'dev' }
          : {
              ...{ kind: 'oidc', authority, clientId },
              ...{ scope: config.OIDC_SCOPE, audience: config.OIDC_AUDIENCE },
            },
        sandboxCards: config.PAGE_SANDBOX_CARDS,
      },
      pictures: {
        objects: createS3ObjectStore(platform.aws),
        bucket: platform.name(documentsBucket),
      },
    }),
  };
}
