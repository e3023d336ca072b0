import { runService } from '@waybill/runtime/service';
import { createApp } from './app.ts';
import { parseAnalyticsConfig } from './config.ts';

await runService('analytics', (platform, environment) =>
  createApp(platform, parseAnalyticsConfig(environment)),
);
