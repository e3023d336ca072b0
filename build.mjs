/** Bundles every process: services/<name>/dist/main.js, the operators' command line, and the embedded default with its tools in infra/dist/local/. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { build as bundle } from 'esbuild';

// Emulators load files of their own by path; they are used from node_modules, and are in no image.
const emulators = ['dynalite', 'kinesalite', 'fauxqs', 'tsx'];

// Has a library of the machine's own kind beside it.
const native = ['sharp'];

const common = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
  write: false,
  // Packages that are CommonJS call `require`, which a module does not have.
  banner: {
    js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
  },
  external: [...native, ...emulators, ...emulators.map((name) => `${name}/*`)],
};

const services = readdirSync('services').filter((name) =>
  existsSync(`services/${name}/src/main.ts`),
);

/** Replaces whole files, and only those that differ: a process may be starting from one of them. */
async function build(options) {
  for (const { path, contents } of (await bundle(options)).outputFiles) {
    if (existsSync(path) && readFileSync(path).equals(contents)) continue;
    mkdirSync(dirname(path), { recursive: true });
    const fresh = `${path}.${process.pid}`;
    writeFileSync(fresh, contents);
    renameSync(fresh, path);
  }
}

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
      'infra/local/chaos.ts',
      'infra/local/provision.ts',
      'infra/local/upload.ts',
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
    entryPoints: {
      main: 'bench/main.ts',
      simulate: 'bench/simulate.ts',
      faults: 'bench/faults.ts',
      'bad-files/main': 'bench/bad-files/main.ts',
      'bad-files/child': 'bench/bad-files/child.ts',
      'fanout/server': 'bench/fanout/server.ts',
    },
    outdir: 'bench/dist',
  }),
]);
