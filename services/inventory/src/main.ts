import { runService } from '@waybill/runtime/service';
import { createApp } from './app.ts';
import { parseInventoryConfig } from './config.ts';

await runService('inventory', (platform, environment) =>
  createApp(platform, parseInventoryConfig(environment)),
);
