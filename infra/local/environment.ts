import { resolve } from 'node:path';
import { mailConfigurationSet, resourceName } from '@waybill/contracts/names';
import { localIssuer } from '@waybill/runtime/http/authentication';

/** The stage of the embedded default. */
export const localStage = 'local';

/** Where the mails of the embedded default come from. */
export const localMailFrom = 'shop@waybill.example';

/** The variables by which the AWS SDKs find the embedded AWS. Its credentials are anything. */
export function awsEnvironment(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    // Production images run a newer Node than laptops may have.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
}

/** The settings of the services where AWS, issuer, payment provider and carrier are the embedded ones. */
export function serviceEnvironment(edge: string): Record<string, string> {
  return {
    STAGE: localStage,
    OIDC_ISSUER: localIssuer,
    OIDC_AUDIENCE: 'waybill',
    OIDC_JWKS_URL: `${edge}/auth/jwks.json`,
    OIDC_ALLOW_LOCAL_ISSUER: 'true',
    PAYMENT_PROVIDER_URL: `${edge}/sandbox`,
    CARRIER_URL: `${edge}/sandbox`,
    MAIL_FROM: localMailFrom,
    MAIL_CONFIGURATION_SET: resourceName(localStage, mailConfigurationSet),
    SHOP_NAME: 'The Waybill Shop',
    PAGE_DIR: resolve('services/web/dist/page'),
    PAGE_SANDBOX_CARDS: 'true',
    ORDERS_URL: edge,
    GATEWAY_ORIGINS: `${edge},${edge.replace('127.0.0.1', 'localhost')}`,
    GATEWAY_POD_HOST: '127.0.0.1',
    GATEWAY_SECRET: 'known-to-everybody-who-reads-this-file',
    GATEWAY_DRAIN_MS: '2000',
    METRICS_URLS: `${edge}/metrics`,
    QUEUE_MEASURE_MS: '5000',
    // Nobody else reads the embedded streams, so they may be asked oftener than AWS lets two applications.
    STREAM_POLL_MS: '100',
    STREAM_DISCOVER_MS: '2000',
    DEADLINE_POLL_MS: '1000',
    QUEUE_DRAIN_MS: '6000',
  };
}
