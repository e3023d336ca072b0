import { runService } from '@waybill/runtime/service';
import { createApp } from './app.ts';
import { parseDocumentsConfig } from './config.ts';

await runService('documents', (platform, environment) =>
  createApp(platform, parseDocumentsConfig(environment)),
);
