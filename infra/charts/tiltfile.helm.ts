import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { parseManifests, run, type Manifest } from './helm.ts';
import { podOf } from './pod-security.ts';

/** A call of one of Tilt's functions. */
interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
}

/** Every file that the Tiltfile may read. */
const readable = ['infra/tilt', 'charts/monitoring/dashboards', 'charts/monitoring/alerts'].flatMap(
  (folder) => readdirSync(folder).map((file) => posix.join(folder, file)),
);

/** Tilt's functions, which note that they were called: Starlark itself knows no files and no clusters. */
function prelude(context: string): string {
  const files = Object.fromEntries(readable.map((file) => [file, readFileSync(file, 'utf8')]));
  const noting = ['k8s_yaml', 'k8s_resource', 'docker_build', 'local_resource'];
  return [
    `CHART = json.decode(${JSON.stringify(JSON.stringify(parse(readFileSync('charts/waybill/values.yaml', 'utf8'))))})`,
    'def read_yaml(path): return {"charts/waybill/values.yaml": CHART}[path]',
    `FILES = json.decode(${JSON.stringify(JSON.stringify(files))})`,
    'CALLS = []',
    'TRIGGER_MODE_MANUAL = "manual"',
    'def note(name, args, kwargs):',
    '    CALLS.append({"name": name, "args": list(args), "kwargs": kwargs})',
    ...noting.flatMap((name) => [
      `def ${name}(*args, **kwargs):`,
      `    note("${name}", args, kwargs)`,
    ]),
    ...['link', 'sync', 'run', 'fall_back_on'].flatMap((name) => [
      `def ${name}(*args, **kwargs):`,
      `    return {"${name}": list(args), "kwargs": kwargs}`,
    ]),
    'def helm(*args, **kwargs):',
    '    note("helm", args, kwargs)',
    '    return {"helm": True}',
    'def blob(text): return {"blob": text}',
    'def read_file(path): return FILES[path]',
    'def listdir(folder): return [path for path in FILES if path.startswith(folder + "/")]',
    'def encode_yaml(value): return json.encode(value)',
    'def os_getenv(name, default): return default',
    'def os_path_basename(path): return path.split("/")[-1]',
    `def k8s_context(): return ${JSON.stringify(context)}`,
    'def allow_k8s_contexts(names): note("allow_k8s_contexts", names, {})',
    '',
  ].join('\n');
}

const folder = mkdtempSync(join(tmpdir(), 'tiltfile-'));

/** Runs the Tiltfile in a context of kubectl. */
function tilt(context: string): { calls: Call[]; errors: string } {
  const file = join(folder, 'Tiltfile.star');
  const own = readFileSync('Tiltfile', 'utf8')
    .replaceAll('os.getenv', 'os_getenv')
    .replaceAll('os.path.basename', 'os_path_basename');
  writeFileSync(file, `${prelude(context)}${own}\nprint(json.encode(CALLS))\n`);
  // Tilt allows `if`, `for` and a second assignment outside of functions.
  const { status, stderr, error } = spawnSync('starlark', ['-globalreassign', file], {
    encoding: 'utf8',
  });
  if (error) throw new Error(`starlark does not run; see .ci/install-go-tools (${error.message})`);
  const printed = stderr.slice(stderr.indexOf('['));
  return { calls: status === 0 ? (JSON.parse(printed) as Call[]) : [], errors: stderr };
}

const { calls, errors } = tilt('kind-waybill');
const callsOf = (name: string): Call[] => calls.filter((call) => call.name === name);

/** All objects that the Tiltfile brings, helm's as it renders them. */
function objects(): Manifest[] {
  const [helm] = callsOf('helm');
  const { values = [], set = [] } = (helm?.kwargs ?? {}) as Record<string, string[]>;
  const rendered = parseManifests(
    run(
      'helm',
      'template',
      'waybill',
      String(helm?.args[0]),
      '--kube-version',
      '1.33.0',
      ...[
        ...values.flatMap((file) => ['--values', file]),
        ...set.flatMap((each) => ['--set', each]),
      ],
    ),
  );
  const texts = callsOf('k8s_yaml')
    .flatMap(({ args }) => args.flat())
    .flatMap((source) => {
      if (typeof source === 'string') return [readFileSync(source, 'utf8')];
      const { blob } = source as { blob?: string };
      return blob === undefined ? [] : [blob];
    });
  const others = texts.flatMap((text) =>
    parseAllDocuments(text).map((document) => {
      expect(document.errors).toEqual([]);
      return document.toJS() as Manifest;
    }),
  );
  return [...rendered, ...others];
}

describe('the Tiltfile', () => {
  it('runs', () => {
    expect({ errors: calls.length > 0 ? '' : errors }).toEqual({ errors: '' });
  });

  it.each(['production', 'kind-of-production', 'arn:aws:eks:eu-west-1:1:cluster/shop', ''])(
    'refuses the context "%s", and says which it takes',
    (context) => {
      const refused = tilt(context);
      expect(refused.calls).toEqual([]);
      expect(refused.errors).toMatch(
        /is none of kind-kind, kind-waybill, minikube, docker-desktop: choose one by kubectl/,
      );
    },
  );

  it('names, groups and orders every workload, and no others', () => {
    const workloads = objects()
      .filter(({ kind }) => ['Deployment', 'Job'].includes(kind))
      .map(({ metadata }) => metadata.name);
    const resources = callsOf('k8s_resource');
    expect(resources.map(({ args }) => args[0]).sort()).toEqual(workloads.sort());
    for (const { args, kwargs } of resources) {
      expect([args[0], kwargs.labels]).toEqual([args[0], [expect.any(String)]]);
      for (const needed of (kwargs.resource_deps ?? []) as string[]) {
        expect(workloads).toContain(needed);
      }
    }
  });

  it('builds every image of its own that a pod has, and no other', () => {
    const images = objects()
      .filter(({ kind }) => ['Deployment', 'Job'].includes(kind))
      .flatMap((each) => podOf(each).containers.map(({ image }) => image.split(':')[0]))
      .filter((image) => image?.startsWith('waybill/'));
    expect(
      callsOf('docker_build')
        .map(({ args }) => args[0])
        .sort(),
    ).toEqual([...new Set(images)].sort());
  });

  it('puts changes where the image has them, in pods that may be written to', () => {
    const builds = callsOf('docker_build').filter(({ kwargs }) => kwargs.live_update);
    expect(builds).toHaveLength(13);
    for (const { kwargs } of builds) {
      const steps = kwargs.live_update as { sync?: [string, string] }[];
      // Tilt asks for this order.
      const order = steps.map((step) => Object.keys(step).find((key) => key !== 'kwargs'));
      expect(order.slice(0, 3)).toEqual(['fall_back_on', 'sync', 'sync']);
      expect(order.slice(3)).not.toContain('sync');
      for (const [from, to] of steps.flatMap(({ sync }) => (sync ? [sync] : []))) {
        expect(existsSync(from)).toBe(true);
        expect(to).toBe(`/source/${from}`);
      }
      expect(readFileSync(String(kwargs.dockerfile), 'utf8')).toContain(
        `AS ${String(kwargs.target)}`,
      );
    }
    for (const deployment of objects()) {
      if (deployment.kind !== 'Deployment' || !deployment.metadata.name.startsWith('waybill-')) {
        continue;
      }
      const [container] = podOf(deployment).containers;
      expect(container?.securityContext?.readOnlyRootFilesystem).toBe(false);
      expect([deployment.metadata.name, deployment.spec]).toMatchObject([
        deployment.metadata.name,
        { replicas: 1 },
      ]);
    }
  });

  it('leads to the page, Grafana and the ledgers, and leaves tests and the load to be asked for', () => {
    const links = callsOf('k8s_resource').flatMap(({ kwargs }) => {
      return ((kwargs.links ?? []) as { link: string[] }[]).map(({ link }) => link[0]);
    });
    expect(links).toEqual(
      expect.arrayContaining([
        ...['http://localhost:8080/', 'http://localhost:3000/'],
        ...['charges', 'shipments', 'mail'].map((name) => `http://localhost:8080/sandbox/${name}`),
      ]),
    );
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const commands = callsOf('local_resource');
    expect(commands.map(({ args }) => args[0])).toEqual(['check', 'tests', 'load']);
    for (const { kwargs } of commands) {
      expect(kwargs).toMatchObject({ auto_init: false, trigger_mode: 'manual' });
      const [, , script = ''] = String(kwargs.cmd).replace('npm test', 'npm run test').split(' ');
      expect(Object.keys(scripts)).toContain(script);
    }
  });
});
