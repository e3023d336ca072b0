import { runService } from '@waybill/runtime/service';
import { createApp } from './app.ts';
import { parseGatewayConfig } from './config.ts';

await runService('gateway', (platform, environment) =>
  createApp(platform, parseGatewayConfig(environment)),
);
