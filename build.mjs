/** Bundles every process (services/<name>/dist/main.js), the operators' command line, the embedded default with its tools in infra/dist/local/, and the page in services/web/dist/page/. */
import { Buffer } from 'node:buffer';
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
import { build as bundlePage } from 'vite';

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

async function build(options) {
  for (const { path, contents } of (await bundle(options)).outputFiles) replace(path, contents);
}

/** The page, for browsers. What an older page was made of stays: someone may be looking at it. */
async function buildPage() {
  const { output } = await bundlePage({
    configFile: 'services/web/page/vite.config.ts',
    build: { write: false },
  });
  const files = output.map((file) => [
    file.fileName,
    file.type === 'chunk' ? file.code : file.source,
  ]);
  // The page itself comes last, when all that it names is there.
  files.sort(([name]) => (name === 'index.html' ? 1 : -1));
  for (const [name, contents] of files) {
    replace(`services/web/dist/page/${name}`, Buffer.from(contents));
  }
}

/** Replaces whole files, and only those that differ: a process may be starting from one of them. */
function replace(path, contents) {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  mkdirSync(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, contents);
  renameSync(fresh, path);
}

await Promise.all([
  buildPage(),
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
      'infra/local/edge.ts',
      'infra/local/seed.ts',
      'infra/local/panels.ts',
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
