import { Link, useParams } from 'react-router';
import { useAnswer } from '../api/use-answer.ts';
import { Trouble } from '../layout/trouble.tsx';
import { Waiting } from '../layout/waiting.tsx';
import type { StoryEntry } from './answers.ts';
import { duration } from './durations.ts';

const time = new Intl.DateTimeFormat(undefined, {
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 },
});

/** One order's whole history, over all services. */
export function StoryPage() {
  const { orderId = '' } = useParams();
  const { data, error, reload } = useAnswer<{ entries: readonly StoryEntry[] }>(
    `/operations/orders/${encodeURIComponent(orderId)}/history`,
  );
  const correlations = [...new Set(data?.entries.map(({ correlationId }) => correlationId))];
  return (
    <>
      <title>History of an order</title>
      <h1>History of an order</h1>
      <p className="quiet id">{orderId}</p>
      <p>
        <Link to="/desk/orders">Orders under way</Link>
      </p>
      {error !== undefined && <Trouble error={error} retry={reload} />}
      {!data && error === undefined && <Waiting />}
      {data && (
        <>
          <p>
            {correlations.length === 1 ? 'Correlation id ' : 'Correlation ids '}
            {correlations.map((id) => (
              <code key={id}>{id} </code>
            ))}
            <button type="button" onClick={reload}>
              Look again
            </button>
          </p>
          <ol className="story">
            {data.entries.map((entry) => (
              <Entry
                key={entry.eventId}
                entry={entry}
                isAmongOthers={correlations.length > 1}
                isCauseHere={data.entries.some(({ eventId }) => eventId === entry.causationId)}
              />
            ))}
          </ol>
        </>
      )}
    </>
  );
}

function Entry({
  entry,
  isAmongOthers,
  isCauseHere,
}: {
  entry: StoryEntry;
  isAmongOthers: boolean;
  isCauseHere: boolean;
}) {
  const { service, version, eventId, kind, type, data, committedAt, causationId } = entry;
  return (
    <li id={eventId} className={`card ${kind}`}>
      <div className="when">
        <time dateTime={committedAt}>{time.format(new Date(committedAt))}</time>
        <span className="quiet">+{duration(entry.sincePreviousMs)}</span>
      </div>
      <div className="what">
        <strong>{type}</strong> <span className="kind">{kind}</span>
        <span className="quiet">
          {service}, version {version}
          {isAmongOthers && `, correlation id ${entry.correlationId}`}
        </span>
        {causationId !== undefined && (
          <span className="quiet">
            because of {isCauseHere ? <a href={`#${causationId}`}>{causationId}</a> : causationId}
          </span>
        )}
        <details>
          <summary>Data</summary>
          <pre tabIndex={0}>{JSON.stringify(data, null, 2)}</pre>
        </details>
      </div>
    </li>
  );
}
