import { runService } from '@waybill/runtime/service';
import { createApp } from './app.ts';
import { parsePaymentsConfig } from './config.ts';

await runService('payments', (platform, environment) =>
  createApp(platform, parsePaymentsConfig(environment)),
);
