import { useAnswer } from '../api/use-answer.ts';
import { Trouble } from '../layout/trouble.tsx';
import { Waiting } from '../layout/waiting.tsx';
import { deadLettersIn, type Flow, type Queues } from './answers.ts';
import { duration } from './durations.ts';
import { FlowPicture } from './flow-picture.tsx';
import { FlowTable } from './flow-table.tsx';
import { useRates } from './use-rates.ts';

const everyMs = 2_000;

/** What flows through the system at the moment. */
export function FlowPage() {
  const { data, error, reload } = useAnswer<Flow>('/operations/flow', everyMs);
  const queues = useAnswer<Queues>('/operations/queues', everyMs).data;
  const rates = useRates(data);
  const dead = deadLettersIn(queues?.queues ?? []);
  return (
    <>
      <title>Flow</title>
      <h1>What flows</h1>
      {error !== undefined && <Trouble error={error} retry={reload} />}
      {!data && error === undefined && <Waiting />}
      {data && rates && (
        <>
          <dl className="figures">
            <Figure name="Commit to bus, p95" value={seconds(rates.publishLag)} />
            <Figure name="Commit to list, p95" value={seconds(rates.projectionLag)} />
            <Figure name="Sagas completed" value={String(ended(data, 'completed'))} />
            <Figure name="Sagas unwound" value={String(ended(data, 'cancelled'))} />
            <Figure name="Dead letters" value={queues ? String(dead) : '–'} />
          </dl>
          <p className="quiet">
            Rates and p95 are of the last minute that this page was open; p95 is of the age of
            messages when they are received.
          </p>
          <FlowPicture rates={rates} queues={queues} />
          <FlowTable flow={data} rates={rates} queues={queues} />
        </>
      )}
    </>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="card">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

const seconds = (value: number | undefined): string =>
  value === undefined ? '–' : duration(value * 1_000);

const ended = ({ sagasEnded }: Flow, outcome: string): number =>
  sagasEnded.find((each) => each.outcome === outcome)?.count ?? 0;
