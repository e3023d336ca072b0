import { stringify } from 'yaml';
import { alerts, expressionOf, runbookOf, type Alert } from './alerts.ts';
import { dashboards } from './dashboards.ts';
import { toGrafana } from './grafana.ts';

/** What the chart carries, by path from the repository's root. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['charts/monitoring/alerts/waybill.yaml', rules()],
    ...dashboards.map((each): [string, string] => [
      `charts/monitoring/dashboards/${each.uid}.json`,
      `${JSON.stringify(toGrafana(each), null, 2)}\n`,
    ]),
  ]);
}

/** A file of rules, as Prometheus reads it. */
function rules(): string {
  const head = '# Generated from infra/monitoring/alerts.ts by `npm run monitoring`.\n';
  return (
    head + stringify({ groups: [{ name: 'waybill', rules: alerts.map(ruleOf) }] }, { lineWidth: 0 })
  );
}

function ruleOf(alert: Alert): object {
  return {
    alert: alert.name,
    expr: expressionOf(alert),
    for: alert.for,
    labels: { severity: alert.severity },
    annotations: { summary: alert.summary, runbook_url: runbookOf(alert) },
  };
}

/** Unit tests of every alert, as promtool reads them: one that it fires, one that it does not. */
export function promtoolTests(rulesFile: string): string {
  return stringify({
    rule_files: [rulesFile],
    evaluation_interval: '1m',
    tests: alerts.flatMap((alert) => [testOf(alert, true), testOf(alert, false)]),
  });
}

function testOf(alert: Alert, isFiring: boolean): object {
  const series = isFiring ? alert.fires : alert.staysSilent;
  return {
    name: `${alert.name} ${isFiring ? 'fires' : 'stays silent'}`,
    interval: '1m',
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    promql_expr_test: [
      {
        expr: `count(ALERTS{alertname="${alert.name}", alertstate="firing"}) or vector(0)`,
        eval_time: `${alert.afterMinutes}m`,
        exp_samples: [{ value: isFiring ? 1 : 0, labels: '{}' }],
      },
    ],
  };
}
