import { runService } from '@waybill/runtime/service';
import { createApp } from './app.ts';
import { parseOrdersConfig } from './config.ts';

await runService('orders', (platform, environment) =>
  createApp(platform, parseOrdersConfig(environment)),
);
