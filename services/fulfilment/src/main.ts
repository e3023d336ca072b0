import { runService } from '@waybill/runtime/service';
import { createApp } from './app.ts';
import { parseFulfilmentConfig } from './config.ts';

await runService('fulfilment', (platform, environment) =>
  createApp(platform, parseFulfilmentConfig(environment)),
);
