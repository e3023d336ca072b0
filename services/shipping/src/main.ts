import { runService } from '@waybill/runtime/service';
import { createApp } from './app.ts';
import { parseShippingConfig } from './config.ts';

await runService('shipping', (platform, environment) =>
  createApp(platform, parseShippingConfig(environment)),
);
