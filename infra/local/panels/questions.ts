import { alerts, expressionOf } from '../../monitoring/alerts.ts';
import { dashboards } from '../../monitoring/dashboards.ts';
import type { Prometheus } from './prometheus.ts';

/** What a dashboard or an alert asks. */
export interface Question {
  readonly where: string;
  readonly expression: string;
}

/** Every question of all dashboards, and every alert's signal: what it looks at while all is well. */
export const questions: readonly Question[] = [
  ...dashboards.flatMap(({ title, rows }) =>
    rows.flatMap(({ panels }) =>
      panels.flatMap((panel) =>
        panel.queries.map(({ expr, legend }) => ({
          where: [title.replace('Waybill: ', ''), panel.title, legend].filter(Boolean).join(' / '),
          expression: expr,
        })),
      ),
    ),
  ),
  ...alerts.map(({ name, signal }) => ({ where: `alert / ${name}`, expression: signal })),
];

/** Prints what each is answered, and resolves with those that are not: no data, or nothing that is a number. */
export async function askAll(
  prometheus: Pick<Prometheus, 'ask'>,
  print: (line: string) => void,
): Promise<readonly Question[]> {
  const unanswered: Question[] = [];
  for (const question of questions) {
    const samples = (await prometheus.ask(question.expression)).filter(
      ({ value }) => !Number.isNaN(value),
    );
    const values = samples.map(({ value }) => shown(value));
    const more = values.length > 4 ? ` … (${values.length} series)` : '';
    print(`${question.where.padEnd(76)} ${values.slice(0, 4).join('  ') || 'NO DATA'}${more}`);
    if (samples.length === 0) unanswered.push(question);
  }
  // Also the whole condition, of which nothing is expected but that it can be asked.
  for (const alert of alerts) await prometheus.ask(expressionOf(alert));
  return unanswered;
}

function shown(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(3);
}
