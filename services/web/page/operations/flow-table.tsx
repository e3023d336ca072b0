import type { Flow, Queues } from './answers.ts';
import { duration } from './durations.ts';
import type { Rates } from './rates.ts';

/** The flow as a table: for phones, for screen readers, and for copying. */
export function FlowTable({
  flow,
  rates,
  queues,
}: {
  flow: Flow;
  rates: Rates;
  queues: Queues | undefined;
}) {
  const waiting = new Map(
    queues?.queues.flatMap(({ kind, service, visible }) =>
      kind === 'inbox' ? [[service, visible] as const] : [],
    ),
  );
  const consumers = flow.services.filter(({ service }) => waiting.has(service));
  return (
    <div className="wide" tabIndex={0} role="region" aria-label="What each service handles">
      <table>
        <thead>
          <tr>
            <th scope="col">Service</th>
            {['Handled', 'A minute', 'Failed tries', 'Age, p95', 'Waiting', 'In hand'].map(
              (title) => (
                <th key={title} scope="col" className="number">
                  {title}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {consumers.map(({ service, handled, inFlight }) => {
            const age = rates.age.get(service);
            const sum = (isDone: boolean): number =>
              handled
                .filter(({ outcome }) => (outcome === 'done') === isDone)
                .reduce((all, { count }) => all + count, 0);
            return (
              <tr key={service}>
                <th scope="row">{service}</th>
                <td className="number">{sum(true)}</td>
                <td className="number">{Math.round(rates.handled.get(service) ?? 0)}</td>
                <td className="number">{sum(false)}</td>
                <td className="number">{age === undefined ? '–' : duration(age * 1_000)}</td>
                <td className="number">{waiting.get(service) ?? '?'}</td>
                <td className="number">{inFlight}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
