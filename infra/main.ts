import { ConfigError } from '@waybill/runtime/config';
import { App } from 'cdktf';
import { mkdirSync } from 'node:fs';
import { stringify } from 'yaml';
import { helmValues } from './helm-values.ts';
import { parseStageSettings } from './stacks/settings.ts';
import { StageStack } from './stacks/stage-stack.ts';

const usage = 'usage: npm run infra:synth | npm run infra:values   (settings: docs/aws.md)';

const outdir = 'infra/dist/cdktf';

/** `synth` writes Terraform's JSON; `values` prints what the chart has to know. */
function main([command]: readonly string[]): void {
  const settings = parseStageSettings(process.env);
  if (command === 'values') {
    process.stdout.write(stringify(helmValues(settings), { lineWidth: 0 }));
    return;
  }
  if (command !== 'synth') throw new ConfigError(usage);
  // cdktf makes the last folder alone.
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir });
  const stack = new StageStack(app, settings);
  app.synth();
  console.log(`Stage "${settings.STAGE}" is in ${outdir}/stacks/${stack.node.id}/cdk.tf.json`);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
