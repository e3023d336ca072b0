import { runService } from '@waybill/runtime/service';
import { createApp } from './app.ts';
import { parseNotificationsConfig } from './config.ts';

await runService('notifications', (platform, environment) =>
  createApp(platform, parseNotificationsConfig(environment)),
);
