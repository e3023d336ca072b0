import { runService } from '@waybill/runtime/service';
import { createApp } from './app.ts';
import { parseCatalogConfig } from './config.ts';

await runService('catalog', (platform, environment) =>
  createApp(platform, parseCatalogConfig(environment)),
);
