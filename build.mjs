/** Bundles every process: services/<name>/dist/main.js, the operators' command line, and the embedded default with its tools in infra/dist/local/. */
import { existsSync, readdirSync } from 'node:fs';
import { build } from 'esbuild';

// Emulators load files of their own by path; they are used from node_modules, and are in no image.
const emulators = ['dynalite', 'kinesalite', 'fauxqs', 'tsx'];

const common = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
  // Packages that are CommonJS call `require`, which a module does not have.
  banner: {
    js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
  },
  external: [...emulators, ...emulators.map((name) => `${name}/*`)],
};

const services = readdirSync('services').filter((name) =>
  existsSync(`services/${name}/src/main.ts`),
);

await Promise.all([
  build({
    ...common,
    entryPoints: [
      ...services.map((name) => ({
        in: `services/${name}/src/main.ts`,
        out: `${name}/dist/main`,
      })),
      { in: 'services/operations/src/cli.ts', out: 'operations/dist/cli' },
    ],
    outdir: 'services',
  }),
  build({
    ...common,
    entryPoints: [
      'infra/local/main.ts',
      'infra/local/load.ts',
      'infra/local/provision.ts',
      { in: 'infra/local/aws/embedded-aws-worker.ts', out: 'embedded-aws-worker' },
    ].map((entry) =>
      typeof entry === 'string'
        ? { in: entry, out: entry.replace('infra/local/', '').replace('.ts', '') }
        : entry,
    ),
    outdir: 'infra/dist/local',
  }),
  build({
    ...common,
    entryPoints: { main: 'bench/main.ts', simulate: 'bench/simulate.ts' },
    outdir: 'bench/dist',
  }),
]);
