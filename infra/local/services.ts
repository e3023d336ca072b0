import type { App } from '@waybill/runtime/app';
import { createApp as createAnalytics } from '@waybill/analytics/app';
import { parseAnalyticsConfig } from '@waybill/analytics/config';
import { createApp as createCatalog } from '@waybill/catalog/app';
import { parseCatalogConfig } from '@waybill/catalog/config';
import { createApp as createDocuments } from '@waybill/documents/app';
import { parseDocumentsConfig } from '@waybill/documents/config';
import { createApp as createFulfilment } from '@waybill/fulfilment/app';
import { parseFulfilmentConfig } from '@waybill/fulfilment/config';
import { createApp as createGateway } from '@waybill/gateway/app';
import { parseGatewayConfig } from '@waybill/gateway/config';
import { createApp as createInventory } from '@waybill/inventory/app';
import { parseInventoryConfig } from '@waybill/inventory/config';
import { createApp as createNotifications } from '@waybill/notifications/app';
import { parseNotificationsConfig } from '@waybill/notifications/config';
import { createApp as createOperations } from '@waybill/operations/app';
import { parseOperationsConfig } from '@waybill/operations/config';
import { createApp as createOrders } from '@waybill/orders/app';
import { parseOrdersConfig } from '@waybill/orders/config';
import { createApp as createPayments } from '@waybill/payments/app';
import { parsePaymentsConfig } from '@waybill/payments/config';
import { createApp as createRelay } from '@waybill/relay/app';
import { parseRelayConfig } from '@waybill/relay/config';
import type { Platform } from '@waybill/runtime/platform';
import { createApp as createShipping } from '@waybill/shipping/app';
import { parseShippingConfig } from '@waybill/shipping/config';
import { createApp as createWeb } from '@waybill/web/app';
import { parseWebConfig } from '@waybill/web/config';

type Environment = Readonly<Record<string, string | undefined>>;
type Create = (platform: Platform, environment: Environment) => App | Promise<App>;

/** Every service, as its `main` makes it. */
export const services: Readonly<Record<string, Create>> = {
  analytics: (platform, env) => createAnalytics(platform, parseAnalyticsConfig(env)),
  catalog: (platform, env) => createCatalog(platform, parseCatalogConfig(env)),
  documents: (platform, env) => createDocuments(platform, parseDocumentsConfig(env)),
  fulfilment: (platform, env) => createFulfilment(platform, parseFulfilmentConfig(env)),
  gateway: (platform, env) => createGateway(platform, parseGatewayConfig(env)),
  inventory: (platform, env) => createInventory(platform, parseInventoryConfig(env)),
  notifications: (platform, env) => createNotifications(platform, parseNotificationsConfig(env)),
  operations: (platform, env) => createOperations(platform, parseOperationsConfig(env)),
  orders: (platform, env) => createOrders(platform, parseOrdersConfig(env)),
  payments: (platform, env) => createPayments(platform, parsePaymentsConfig(env)),
  relay: (platform, env) => createRelay(platform, parseRelayConfig(env)),
  shipping: (platform, env) => createShipping(platform, parseShippingConfig(env)),
  web: (platform, env) => createWeb(platform, parseWebConfig(env)),
};
