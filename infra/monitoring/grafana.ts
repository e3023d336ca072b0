import * as common from '@grafana/grafana-foundation-sdk/common';
import { ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import type { Dashboard, Panel } from './dashboards.ts';

const source = { type: 'prometheus', uid: '${datasource}' };

/** A dashboard as Grafana keeps it. */
export function toGrafana({ uid, title, description, rows }: Dashboard): object {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is understood by Grafana 12 and newer alone
  const builder = new dashboard.DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(['waybill'])
    .readonly()
    .tooltip(dashboard.DashboardCursorSync.Crosshair)
    .refresh('30s')
    .time({ from: 'now-1h', to: 'now' })
    .withVariable(
      new dashboard.DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'),
    );
  for (const row of rows) {
    builder.withRow(new dashboard.RowBuilder(row.title));
    row.panels.forEach((panel) => builder.withPanel(toPanel(panel)));
  }
  return builder.build();
}

function toPanel(panel: Panel): stat.PanelBuilder | timeseries.PanelBuilder {
  const { title, unit, description = '', redFrom } = panel;
  const made =
    redFrom === undefined
      ? new timeseries.PanelBuilder().height(8).span(8).min(0).fillOpacity(8)
      : new stat.PanelBuilder()
          .height(4)
          .span(6)
          .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']))
          .thresholds(
            new dashboard.ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([
              { value: null, color: 'green' },
              { value: redFrom, color: 'red' },
            ]),
          );
  made.title(title).description(description).unit(unit).datasource(source);
  panel.queries.forEach(({ expr, legend }, i) => {
    made.withTarget(
      new prometheus.DataqueryBuilder()
        .expr(expr)
        .legendFormat(legend)
        .refId(String.fromCharCode(65 + i)),
    );
  });
  return made;
}
