/** Which files make up a layer, and what they may import. The first row that fits a file is its row. */
export interface Layer {
  readonly name: string;
  /** Paths from the repository's root. */
  readonly files: RegExp;
  /** Workspace modules, as `@waybill/…`; `own` stands for the file's own service. */
  readonly modules: RegExp;
  /** Files of the own package, from its `src`. */
  readonly own?: RegExp;
  /** Packages and Node's own modules. */
  readonly packages: RegExp;
}

const nothing = /^$/;
const anything = /./;
const pureModules = /^@waybill\/(contracts|kernel)\//;
const typebox = /^@sinclair\/typebox$/;
const serviceModules = /^@waybill\/(contracts|kernel|runtime)\//;

/** The import table of the design. */
export const importTable: readonly Layer[] = [
  {
    name: 'tests',
    files: /\.test\.ts$|^services\/(import-table|imports)\.ts$/,
    modules: anything,
    packages: anything,
  },
  {
    name: 'contracts',
    files: /^services\/shared\/contracts\/src\//,
    modules: /^@waybill\/contracts\//,
    packages: /^(@sinclair\/typebox|ajv|ajv-formats)$/,
  },
  {
    name: 'kernel',
    files: /^services\/shared\/kernel\/src\//,
    modules: pureModules,
    packages: typebox,
  },
  {
    name: 'runtime',
    files: /^services\/shared\/runtime\/src\//,
    modules: pureModules,
    packages: anything,
  },
  {
    name: 'testing',
    files: /^services\/shared\/testing\/src\//,
    modules: serviceModules,
    packages: anything,
  },
  {
    name: 'domain',
    files: /^services\/\w+\/src\/(domain|projections)\//,
    modules: pureModules,
    own: /^(domain|projections)\//,
    packages: typebox,
  },
  {
    name: 'resources',
    files: /^services\/\w+\/src\/resources\.ts$/,
    modules: /^@waybill\/contracts\//,
    own: nothing,
    packages: nothing,
  },
  {
    name: 'main and config',
    files: /^services\/\w+\/src\/(main|config)\.ts$/,
    modules: /^@waybill\/(kernel|runtime)\//,
    packages: typebox,
  },
  {
    name: 'reading of documents',
    files: /^services\/documents\/src\/parsing\//,
    modules: pureModules,
    own: /^(parsing|domain)\//,
    packages: /^(saxes|csv-parse|big\.js|@sinclair\/typebox|node:stream)$/,
  },
  {
    name: 'making of pictures',
    files: /^services\/documents\/src\/images\//,
    modules: pureModules,
    own: /^(images|domain)\//,
    packages: /^sharp$/,
  },
  {
    name: 'templates of mails',
    files: /^services\/notifications\/src\/templates\//,
    modules: pureModules,
    own: /^(templates|domain)\//,
    packages: /^eta$/,
  },
  {
    name: 'sockets',
    files: /^services\/gateway\/src\/sockets\//,
    modules: serviceModules,
    packages: /^(ws|express|node:http|node:stream)$/,
  },
  {
    name: 'the page',
    files: /^services\/web\/page\//,
    // Only what is erased: schemas and their validator are not for browsers.
    modules: /^@waybill\/contracts\//,
    packages: /^(react|react-dom\/client|react-router|recharts|oidc-client-ts|vite)$/,
  },
  {
    name: 'http of the page',
    files: /^services\/web\/src\/http\.ts$/,
    modules: serviceModules,
    packages: /^(express|compression|node:stream\/promises)$/,
  },
  {
    name: 'http',
    files: /^services\/\w+\/src\/http\.ts$/,
    modules: serviceModules,
    packages: /^(express|@sinclair\/typebox)$/,
  },
  {
    name: 'command line',
    files: /^services\/\w+\/src\/cli(\.ts$|\/)/,
    modules: serviceModules,
    packages: /^node:util$/,
  },
  {
    name: 'app and consumers',
    files: /^services\/\w+\/src\/[\w-]+\.ts$/,
    modules: serviceModules,
    packages: /^(node:crypto|@sinclair\/typebox)$/,
  },
  {
    name: 'the embedded default',
    files: /^infra\/local\//,
    modules: /^@waybill\/(contracts|kernel|runtime|\w+\/(app|config|resources)$)/,
    packages: anything,
  },
  {
    name: 'monitoring',
    files: /^infra\/monitoring\//,
    modules: /^@waybill\/contracts\//,
    packages: anything,
  },
  { name: 'tests of the charts', files: /^infra\/charts\//, modules: anything, packages: anything },
  { name: 'browser tests', files: /^infra\/browser\//, modules: nothing, packages: anything },
  {
    name: 'infra',
    files: /^infra\/(stacks\/|stacks\/testing\/|constructs\/)?[\w-]+\.ts$/,
    modules: /^@waybill\/(contracts\/|runtime\/config$|\w+\/resources$)/,
    packages: anything,
  },
  { name: 'bench', files: /^bench\//, modules: anything, packages: anything },
];
