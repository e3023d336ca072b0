import { runService } from '@waybill/runtime/service';
import { createApp } from './app.ts';
import { parseOperationsConfig } from './config.ts';

await runService('operations', (platform, environment) =>
  createApp(platform, parseOperationsConfig(environment)),
);
