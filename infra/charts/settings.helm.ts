import { parseConfig } from '@waybill/runtime/config';
import { processSettings } from '@waybill/runtime/settings';
import { parseAnalyticsConfig } from '@waybill/analytics/config';
import { parseCatalogConfig } from '@waybill/catalog/config';
import { parseDocumentsConfig } from '@waybill/documents/config';
import { parseFulfilmentConfig } from '@waybill/fulfilment/config';
import { parseGatewayConfig } from '@waybill/gateway/config';
import { parseInventoryConfig } from '@waybill/inventory/config';
import { parseNotificationsConfig } from '@waybill/notifications/config';
import { parseOperationsConfig } from '@waybill/operations/config';
import { parseOrdersConfig } from '@waybill/orders/config';
import { parsePaymentsConfig } from '@waybill/payments/config';
import { parseRelayConfig } from '@waybill/relay/config';
import { parseShippingConfig } from '@waybill/shipping/config';
import { parseWebConfig } from '@waybill/web/config';
import { featureSets, manifests, type Manifest } from './helm.ts';
import { podOf } from './pod-security.ts';

type Environment = Record<string, string>;

const parsers: Readonly<Record<string, (environment: Environment) => unknown>> = {
  ...{ analytics: parseAnalyticsConfig, catalog: parseCatalogConfig },
  ...{ documents: parseDocumentsConfig, fulfilment: parseFulfilmentConfig },
  ...{ gateway: parseGatewayConfig, inventory: parseInventoryConfig },
  ...{ notifications: parseNotificationsConfig, operations: parseOperationsConfig },
  ...{ orders: parseOrdersConfig, payments: parsePaymentsConfig, relay: parseRelayConfig },
  ...{ shipping: parseShippingConfig, web: parseWebConfig },
};

/** What Secrets hold that the feature sets name, and what the image sets. */
const elsewhere: Environment = {
  GATEWAY_SECRET: 'a-secret-of-thirty-two-characters-or-more',
  SMTP_URL: 'smtps://mail.example:465',
  PAGE_DIR: '/app/page',
};

function environmentOf(objects: readonly Manifest[], deployment: Manifest): Environment {
  const service = deployment.metadata.labels['app.kubernetes.io/name'] ?? '';
  const map = objects.find(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === `waybill-${service}`,
  );
  const own = podOf(deployment).containers[0]?.env ?? [];
  return {
    ...elsewhere,
    ...(map?.data as Environment),
    ...Object.fromEntries(own.map(({ name, value = '10.0.0.1' }) => [name, value])),
  };
}

describe.each(featureSets)('with the values %s', (features) => {
  const objects = manifests(features);
  const deployments = objects.filter(({ kind }) => kind === 'Deployment');

  it.each(deployments.map((each) => [each.metadata.name, each] as const))(
    '%s finds its settings right',
    (_, deployment) => {
      const environment = environmentOf(objects, deployment);
      const parse = parsers[deployment.metadata.labels['app.kubernetes.io/name'] ?? ''];
      expect(() => parseConfig(processSettings, environment)).not.toThrow();
      expect(() => parse?.(environment)).not.toThrow();
      expect(parse).toBeDefined();
    },
  );
});
