import { runService } from '@waybill/runtime/service';
import { createApp } from './app.ts';
import { parseRelayConfig } from './config.ts';

await runService('relay', (platform, environment) =>
  createApp(platform, parseRelayConfig(environment)),
);
