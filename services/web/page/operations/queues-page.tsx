import { useAnswer } from '../api/use-answer.ts';
import { Trouble } from '../layout/trouble.tsx';
import { Waiting } from '../layout/waiting.tsx';
import { depthOf, type Flow, type MeasuredQueue, type Queues } from './answers.ts';
import { duration } from './durations.ts';
import { useRates } from './use-rates.ts';

const everyMs = 3_000;
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/** How much waits in every queue, and what could not be handled. */
export function QueuesPage() {
  const { data, error, reload } = useAnswer<Queues>('/operations/queues', everyMs);
  const rates = useRates(useAnswer<Flow>('/operations/flow', everyMs).data);
  const inboxes = data?.queues.filter(({ kind }) => kind === 'inbox');
  const dead = data?.queues.filter(({ kind }) => kind !== 'inbox');
  const letters = dead?.filter((queue) => depthOf(queue) !== 0);
  return (
    <>
      <title>Queues</title>
      <h1>Queues</h1>
      {error !== undefined && <Trouble error={error} retry={reload} />}
      {!data && error === undefined && <Waiting />}
      {data && (
        <>
          <p className="quiet">Measured at {time.format(new Date(data.measuredAt))}.</p>
          <h2 id="letters">Dead letters</h2>
          {letters?.length === 0 && <p>None, in {dead?.length} queues.</p>}
          {letters?.map((queue) => (
            <p key={queue.queue} className="letters">
              <strong>{queue.queue}</strong>{' '}
              {queue.isUnknown ? 'could not be measured' : `holds ${depthOf(queue)}`}. Look at them
              with <code>npx waybill dlq show {queue.queue}</code>
            </p>
          ))}
          <h2 id="inboxes">Inboxes</h2>
          <div className="wide" tabIndex={0} role="region" aria-labelledby="inboxes">
            <table>
              <thead>
                <tr>
                  <th scope="col">Service</th>
                  <th scope="col" className="number">
                    Waiting
                  </th>
                  <th scope="col" className="number">
                    In flight
                  </th>
                  <th scope="col" className="number">
                    Delayed
                  </th>
                  <th scope="col" className="number">
                    Age, p95
                  </th>
                </tr>
              </thead>
              <tbody>
                {inboxes?.map((queue) => (
                  <Row key={queue.queue} queue={queue} age={rates?.age.get(queue.service)} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </>
  );
}

/** @param age of what was received within the last minute, in seconds: SQS does not tell of what waits */
function Row({ queue, age }: { queue: MeasuredQueue; age: number | undefined }) {
  const { service, visible, inFlight, delayed, isUnknown } = queue;
  return (
    <tr>
      <th scope="row">{service}</th>
      {isUnknown ? (
        <td colSpan={3}>could not be measured</td>
      ) : (
        [visible, inFlight, delayed].map((count, index) => (
          <td key={index} className="number">
            {count}
          </td>
        ))
      )}
      <td className="number">{age === undefined ? '–' : duration(age * 1_000)}</td>
    </tr>
  );
}
