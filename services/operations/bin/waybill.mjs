#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { URL } from 'node:url';

const cli = new URL('../dist/cli.js', import.meta.url);

// Production images run a newer Node than laptops may have.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

if (existsSync(cli)) {
  await import(cli.href);
} else {
  console.error('waybill is not built yet: run npm run build first');
  process.exitCode = 1;
}
