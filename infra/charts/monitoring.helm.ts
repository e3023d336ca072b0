import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { alerts } from '../monitoring/alerts.ts';
import { promtoolTests } from '../monitoring/files.ts';
import { parseManifests, run, type Manifest } from './helm.ts';
import { faultOf, unknownFields } from './kinds.ts';

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
