import { runService } from '@waybill/runtime/service';
import { createApp } from './app.ts';
import { parseWebConfig } from './config.ts';

await runService('web', (platform, environment) =>
  createApp(platform, parseWebConfig(environment)),
);
