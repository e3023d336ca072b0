import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { alerts } from '../monitoring/alerts.ts';
import { promtoolTests } from '../monitoring/files.ts';
import { topology } from '../topology.ts';
import { parseManifests, run, type Manifest } from './helm.ts';
import { faultOf, unknownFields } from './kinds.ts';
import { breachesOf } from './pod-security.ts';

const rules = 'charts/monitoring/alerts/waybill.yaml';

function rendered(...settings: string[]): Manifest[] {
  const sets = settings.flatMap((setting) => ['--set', setting]);
  return parseManifests(
    run('helm', 'template', 'watch', 'charts/monitoring', '--kube-version', '1.33.0', ...sets),
  );
}

describe('the chart `monitoring`', () => {
  it('passes helm lint', () => {
    expect(
      run('helm', 'lint', '--strict', 'charts/monitoring', '--kube-version', '1.33.0').status,
    ).toBe(0);
  });

  it('renders objects that are right by their kinds, with no field that they do not have', () => {
    const objects = rendered();
    expect(objects.map(faultOf).filter((fault) => fault !== undefined)).toEqual([]);
    expect(unknownFields(objects)).toEqual([]);
  });

  it('ships every dashboard to Grafana’s sidecar as it is', () => {
    const maps = rendered().filter(({ kind }) => kind === 'ConfigMap');
    expect(maps).toHaveLength(17);
    for (const { metadata, data } of maps) {
      expect(metadata.labels.grafana_dashboard).toBe('1');
      for (const [file, text] of Object.entries(data as Record<string, string>)) {
        const own = readFileSync(`charts/monitoring/dashboards/${file}`, 'utf8');
        expect(JSON.parse(text)).toEqual(JSON.parse(own));
      }
    }
  });

  it('ships every alert, with a link to its runbook', () => {
    const rule = rendered('alerts.runbookBaseUrl=https://git.example/waybill/').find(
      ({ kind }) => kind === 'PrometheusRule',
    );
    const { groups } = rule?.spec as {
      groups: { rules: { alert: string; annotations: { runbook_url: string } }[] }[];
    };
    const told = groups.flatMap((group) => group.rules);
    expect(told.map(({ alert }) => alert)).toEqual(alerts.map(({ name }) => name));
    for (const { annotations } of told) {
      expect(annotations.runbook_url).toMatch(/^https:\/\/git\.example\/waybill\/docs\/runbooks\//);
    }
  });

  describe('with an exporter of CloudWatch', () => {
    const least = [
      'cloudwatch.enabled=true',
      'cloudwatch.stage=prod',
      'cloudwatch.awsRegion=eu-west-1',
    ];
    const objects = (...more: string[]): Manifest[] =>
      rendered(...['dashboards.enabled=false', 'alerts.enabled=false'], ...least, ...more);
    const roleArn = 'arn:aws:iam::123456789012:role/prod-cloudwatch';

    it('renders what its kinds have, and a pod that is restricted', () => {
      const all = objects(`cloudwatch.serviceAccount.roleArn=${roleArn}`);
      expect(all.map(({ kind }) => kind).sort()).toEqual([
        ...['ConfigMap', 'Deployment', 'PodMonitor', 'ServiceAccount'],
      ]);
      expect(all.map(faultOf).filter((fault) => fault !== undefined)).toEqual([]);
      expect(unknownFields(all)).toEqual([]);
      expect(all.filter(({ kind }) => kind === 'Deployment').flatMap(breachesOf)).toEqual([]);
      expect(all.find(({ kind }) => kind === 'ServiceAccount')?.metadata.annotations).toEqual({
        'eks.amazonaws.com/role-arn': roleArn,
      });
    });

    it('asks for the age of the oldest message of every inbox', () => {
      const map = objects().find(({ kind }) => kind === 'ConfigMap');
      const { static: jobs } = parse((map?.data as Record<string, string>)['config.yml'] ?? '') as {
        static: { dimensions: unknown; metrics: { name: string }[] }[];
      };
      expect(jobs.map(({ dimensions }) => dimensions)).toEqual(
        topology.inboxes
          .map(({ queue }) => queue)
          .sort()
          .map((queue) => [{ name: 'QueueName', value: `prod-${queue}` }]),
      );
      expect(new Set(jobs.flatMap(({ metrics }) => metrics.map(({ name }) => name)))).toEqual(
        new Set(['ApproximateAgeOfOldestMessage']),
      );
    });

    it('says what it has to know', () => {
      const { status, errors } = run(
        ...(['helm', 'template', 'watch', 'charts/monitoring'] as const),
        ...['--kube-version', '1.33.0', '--set', 'cloudwatch.enabled=true'],
      );
      expect([status, errors]).toEqual([
        1,
        expect.stringContaining(
          'monitoring needs these values: cloudwatch.stage; cloudwatch.awsRegion',
        ),
      ]);
    });
  });

  it('leaves out what is not asked for', () => {
    expect(rendered('dashboards.enabled=false', 'alerts.enabled=false')).toEqual([]);
  });

  it('has a README as generated', () => {
    const { text } = run(
      'helm-docs',
      ...['--dry-run', '--chart-search-root', 'charts/monitoring', '--log-level', 'error'],
      ...['--chart-to-generate', 'charts/monitoring'],
    );
    expect(text).toBe(readFileSync('charts/monitoring/README.md', 'utf8'));
  });
});

describe('every alert', () => {
  const test = (rulesFile: string) => {
    const file = join(mkdtempSync(join(tmpdir(), 'waybill-alerts-')), 'test.yaml');
    writeFileSync(file, promtoolTests(rulesFile));
    return run('promtool', 'test', 'rules', file);
  };

  it('fires when it should, and not when it should not', () => {
    const { status, text, errors } = test(resolve(rules));
    expect([status, text + errors]).toEqual([0, expect.stringContaining('SUCCESS')]);
  });

  it('is missed if it never fires', () => {
    const text = readFileSync(rules, 'utf8');
    const file = join(mkdtempSync(join(tmpdir(), 'waybill-alerts-')), 'rules.yaml');
    writeFileSync(file, text.replaceAll(/( +expr: ).*/g, '$1vector(1) > 2'));
    const { status, errors, text: said } = test(file);
    expect(status).toBe(1);
    for (const { name } of alerts) expect(errors + said).toContain(`alertname=\\"${name}\\"`);
  });
});
