import { streamFollowers } from '@waybill/contracts/names';
import { subscriptions } from '@waybill/contracts/subscriptions';
import { manifests, render, run, type Manifest } from './helm.ts';
import { podOf } from './pod-security.ts';

const find = (objects: Manifest[], kind: string, name: string): Manifest => {
  const found = objects.find((each) => each.kind === kind && each.metadata.name === name);
  if (!found) throw new Error(`no ${kind} ${name}`);
  return found;
};
const ofKind = (objects: Manifest[], kind: string): Manifest[] =>
  objects.filter((each) => each.kind === kind);
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- what a rendered object has is said where it is read
const specOf = <T>(manifest: Manifest): T => manifest.spec as T;
const rolesOf = (deployment: Manifest): string =>
  podOf(deployment).containers[0]?.env.find(({ name }) => name === 'ROLES')?.value ?? '';
const serviceOf = ({ metadata }: Manifest): string =>
  metadata.labels['app.kubernetes.io/name'] ?? '';

describe('the whole system', () => {
  it('has pods for every queue and every change stream', () => {
    const deployments = ofKind(manifests('default'), 'Deployment');
    const having = (role: string): string[] =>
      deployments.filter((each) => rolesOf(each).split(',').includes(role)).map(serviceOf);
    expect(having('queue').sort()).toEqual([...Object.keys(subscriptions), 'operations'].sort());
    expect(having('stream').sort()).toEqual([...streamFollowers].sort());
  });

  it('leaves one service out where that is asked for', () => {
    const without = manifests('default', 'orders.enabled=false');
    expect(without.filter((each) => serviceOf(each) === 'orders')).toEqual([]);
    expect(ofKind(without, 'Deployment').length).toBe(
      ofKind(manifests('default'), 'Deployment').length - 3,
    );
  });

  it('can be one service alone, by the chart of each', () => {
    const settings = ['service=relay', 'roles.stream.replicas=1', 'global.stage=prod'];
    const { status, text } = run(
      'helm',
      ...['template', 'relay', 'charts/service', '--kube-version', '1.33.0'],
      ...[...settings, 'global.awsRegion=eu-west-1', 'global.image.repository=r'].flatMap(
        (setting) => ['--set', setting],
      ),
    );
    expect([status, text]).toEqual([0, expect.stringContaining('image: "r/relay:0.1.0"')]);
  });
});

describe('the deletion cost', () => {
  const environmentOf = (deployment: Manifest): Record<string, unknown> =>
    Object.fromEntries(
      (podOf(deployment).containers[0]?.env ?? []).map((each) => [each.name, each]),
    );
  const mayCall = (deployment: Manifest): unknown =>
    specOf<{ template: { spec: { automountServiceAccountToken: boolean } } }>(deployment).template
      .spec.automountServiceAccountToken;

  it('is kept by the pods that consume a queue, who alone may then call Kubernetes', () => {
    const objects = manifests('scaled');
    for (const deployment of ofKind(objects, 'Deployment')) {
      const keeps = deployment.metadata.name === 'waybill-inventory-queue';
      expect([deployment.metadata.name, mayCall(deployment)]).toEqual([
        ...[deployment.metadata.name, keeps],
      ]);
      expect('POD_DELETION_COST' in environmentOf(deployment)).toBe(keeps);
    }
    const pod = environmentOf(find(objects, 'Deployment', 'waybill-inventory-queue'));
    expect(pod).toMatchObject({
      POD_NAME: { valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      POD_NAMESPACE: { valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
      NODE_EXTRA_CA_CERTS: { value: expect.stringContaining('ca.crt') as unknown },
    });
    expect(ofKind(objects, 'Role')).toMatchObject([
      { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['patch'] }] },
    ]);
    const [role] = ofKind(objects, 'Role');
    expect(ofKind(objects, 'RoleBinding')).toMatchObject([
      {
        roleRef: { kind: 'Role', name: role?.metadata.name },
        subjects: [{ kind: 'ServiceAccount', name: 'waybill-inventory' }],
      },
    ]);
  });

  it('is not kept where nobody asks for it', () => {
    const objects = manifests('default');
    expect([...ofKind(objects, 'Role'), ...ofKind(objects, 'RoleBinding')]).toEqual([]);
    expect(ofKind(objects, 'Deployment').map(mayCall)).not.toContain(true);
  });
});

describe('a pod', () => {
  const deployments = (...settings: string[]) =>
    ofKind(manifests('default', ...settings), 'Deployment');

  it('has the time that a drain may take', () => {
    const graces = (objects: Manifest[]) =>
      new Set(objects.map((each) => podOf(each).terminationGracePeriodSeconds));
    expect(graces(deployments())).toEqual(new Set([35]));
    const longer = deployments('orders.drainTimeoutMs=60500').filter(
      (each) => serviceOf(each) === 'orders',
    );
    expect(graces(longer)).toEqual(new Set([71]));
  });

  it('starts anew when its settings change, and only then', () => {
    const sums = (...settings: string[]) =>
      deployments(...settings).map((each) => {
        const { template } = specOf<{ template: Manifest }>(each);
        return `${serviceOf(each)} ${template.metadata.annotations?.['checksum/config']}`;
      });
    const before = sums();
    const after = sums('payments.env.PAYMENT_TIMEOUT_MS=5000');
    const changed = after.filter((sum) => !before.includes(sum));
    expect(changed.map((sum) => sum.split(' ')[0])).toEqual(['payments']);
  });

  it('has an account of its own service, by IRSA where a role is named', () => {
    const objects = manifests('public');
    for (const each of ofKind(objects, 'Deployment')) {
      expect(podOf(each).serviceAccountName).toBe(`waybill-${serviceOf(each)}`);
    }
    expect(find(objects, 'ServiceAccount', 'waybill-orders').metadata.annotations).toEqual({
      'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/shop-orders',
    });
    // EKS Pod Identity needs nothing but the account.
    expect(find(objects, 'ServiceAccount', 'waybill-relay').metadata.annotations).toBeUndefined();
  });

  it('goes with at most one other of its kind when nodes are drained', () => {
    const objects = manifests('default');
    const budgets = ofKind(objects, 'PodDisruptionBudget');
    expect(budgets.map(({ metadata }) => metadata.name).sort()).toEqual(
      ofKind(objects, 'Deployment')
        .map(({ metadata }) => metadata.name)
        .sort(),
    );
    expect(
      new Set(budgets.map((each) => specOf<{ maxUnavailable: number }>(each).maxUnavailable)),
    ).toEqual(new Set([1]));
  });
});

describe('scaling', () => {
  const replicas = (objects: Manifest[]) =>
    Object.fromEntries(
      ofKind(objects, 'Deployment').map((each) => [
        each.metadata.name,
        specOf<{ replicas?: number }>(each).replicas,
      ]),
    );

  it('is left to the autoscaler that owns it, and to kubectl elsewhere', () => {
    expect(replicas(manifests('scaled'))).toMatchObject({
      'waybill-orders-http': undefined,
      'waybill-orders-queue': undefined,
      'waybill-orders-stream': undefined,
      'waybill-inventory-queue': undefined,
      'waybill-inventory-http': 2,
      'waybill-operations-queue': 1,
    });
    expect(Object.values(replicas(manifests('default')))).not.toContain(undefined);
  });

  interface Scaled {
    readonly scaleTargetRef: { readonly name: string };
    readonly maxReplicaCount: number;
    readonly fallback: { readonly replicas: number };
    readonly triggers: readonly { type: string; metadata: Record<string, string> }[];
  }

  it('of a queue counts what waits and what is in flight', () => {
    const objects = manifests('scaled');
    const name = 'waybill-inventory-queue';
    const { scaleTargetRef, maxReplicaCount, triggers } = specOf<Scaled>(
      find(objects, 'ScaledObject', name),
    );
    expect([scaleTargetRef.name, maxReplicaCount]).toEqual([name, 40]);
    expect(triggers).toEqual([
      expect.objectContaining({
        type: 'aws-sqs-queue',
        metadata: {
          ...{ awsRegion: 'eu-west-1', queueURL: 'prod-inventory' },
          ...{ queueLength: '200', scaleOnInFlight: 'true' },
        },
      }),
    ]);
    expect(specOf(find(objects, 'TriggerAuthentication', 'waybill-inventory'))).toEqual({
      podIdentity: { provider: 'aws' },
    });
  });

  it('of a stream goes by how far it is behind, and ends at its shards', () => {
    const scaled = specOf<Scaled>(
      find(manifests('scaled'), 'ScaledObject', 'waybill-orders-stream'),
    );
    expect([scaled.maxReplicaCount, scaled.fallback.replicas]).toEqual([4, 2]);
    expect(scaled.triggers[0]?.metadata.query).toContain('waybill_stream_behind_seconds');
  });
});

describe('the network', () => {
  interface Policy {
    readonly ingress: readonly {
      from: { podSelector?: { matchLabels: Record<string, string> } }[];
    }[];
    readonly egress: readonly { to: object[]; ports: { port: number | string }[] }[];
  }
  const policy = (service: string) =>
    specOf<Policy>(find(manifests('default'), 'NetworkPolicy', `waybill-${service}`));

  it('is closed to a service but for its callers', () => {
    const callers = (service: string) =>
      policy(service)
        .ingress.flatMap(({ from }) => from)
        .map((peer) => peer.podSelector?.matchLabels['app.kubernetes.io/name'] ?? 'a namespace');
    expect(callers('payments')).toEqual(['a namespace']);
    expect(callers('orders')).toEqual(['a namespace', 'a namespace', 'gateway']);
    expect(callers('gateway')).toEqual(['a namespace', 'a namespace', 'gateway']);
  });

  it('lets a service reach what it needs', () => {
    const ports = (service: string) =>
      policy(service).egress.map(({ ports }) => ports.map(({ port }) => port));
    expect(ports('payments')).toEqual([[53, 53], [443], [80]]);
    expect(ports('notifications')).toEqual([[53, 53], [443, 465, 587], [80]]);
    expect(ports('gateway')).toEqual([[53, 53], [443], [80], ['http'], ['http']]);
  });
});

describe('the shop’s address', () => {
  it('leads every path to its service', () => {
    const paths = ofKind(manifests('public'), 'HTTPRoute').map((route) => {
      const { rules } = specOf<{
        rules: { matches: { path: { value: string } }[]; backendRefs: { name: string }[] }[];
      }>(route);
      return rules.map(({ matches, backendRefs }) => [
        matches.map(({ path }) => path.value).join(),
        backendRefs[0]?.name,
      ]);
    });
    expect(Object.fromEntries(paths.flat())).toEqual({
      ...{ '/': 'waybill-web', '/orders': 'waybill-orders', '/products': 'waybill-catalog' },
      ...{ '/stock': 'waybill-inventory', '/ws': 'waybill-gateway' },
      ...{ '/analytics': 'waybill-analytics', '/operations': 'waybill-operations' },
    });
  });

  it('can be an Ingress', () => {
    const objects = manifests('local');
    expect(ofKind(objects, 'HTTPRoute')).toEqual([]);
    expect(ofKind(objects, 'Ingress')).toHaveLength(8);
  });
});

describe('a wrong value', () => {
  it.each([
    [
      'orders.roles.queue.replicas=two',
      /at '\/roles\/queue\/replicas': got string, want .*integer/,
    ],
    ['order.enabled=false', /additional properties 'order' not allowed/],
    ['orders.roles.queue.autoscaling.kind=auto', /value must be one of 'none', 'hpa', 'keda'/],
    ['orders.env.log-level=x', /'log-level'/],
    ['global.stage=Prod', /at '\/global\/stage': 'Prod' does not match pattern/],
    [
      'global.oidc.issuer=',
      /needs these values: global\.oidc\.issuer \(whose tokens are believed\)/,
    ],
    [
      'payments.env.PAYMENT_PROVIDER_URL=',
      /payments needs these values: payments\.env\.PAYMENT_PROVIDER_URL/,
    ],
    ['gateway.existingSecrets=null', /gateway needs these values: gateway\.existingSecrets/],
    [
      'orders.terminationGracePeriodSeconds=10',
      /orders: terminationGracePeriodSeconds is 10, but draining may take 35/,
    ],
    [
      'orders.roles.http.autoscaling.kind=keda',
      /keda scales the roles queue and stream; use hpa or none here/,
    ],
    ['orders.roles.stream.autoscaling.kind=keda', /keda needs global\.scaling\.prometheusUrl/],
    [
      'orders.roles.http.autoscaling.minReplicas=20',
      /minReplicas \(20\) is more than maxReplicas \(10\)/,
    ],
    ['global.route.host=shop.example', /global\.route\.parentRefs: name the Gateway/],
  ])('%s is refused with a sentence', (setting, sentence) => {
    const { status, errors } = render('default', setting);
    expect([status, errors]).toEqual([1, expect.stringMatching(sentence)]);
  });
});
