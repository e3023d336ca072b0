import { useState, type SyntheticEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { useAnswer } from '../api/use-answer.ts';
import { Trouble } from '../layout/trouble.tsx';
import { Waiting } from '../layout/waiting.tsx';
import type { Sagas } from './answers.ts';
import { duration } from './durations.ts';

const everyMs = 2_000;

/** Orders that are on their way through the saga, oldest first. */
export function InFlightPage() {
  const { data, error, reload } = useAnswer<Sagas>('/operations/sagas', everyMs);
  const stuck = data?.sagas.filter(({ status }) => status === 'needs-attention').length ?? 0;
  return (
    <>
      <title>Orders under way</title>
      <h1>Orders under way</h1>
      <Lookup />
      {stuck > 0 && (
        <p className="letters">
          {stuck === 1 ? 'One saga needs' : `${stuck} sagas need`} attention: what it waits for was
          asked for until its last try. Mend the cause, then{' '}
          <code>npx waybill saga resume ORDER</code>
        </p>
      )}
      {error !== undefined && <Trouble error={error} retry={reload} />}
      {!data && error === undefined && <Waiting />}
      {data?.sagas.length === 0 && (
        <p>None: every order that was placed is shipped or cancelled.</p>
      )}
      {data && data.sagas.length > 0 && (
        <>
          <div className="wide" tabIndex={0} role="region" aria-label="Sagas under way">
            <table>
              <thead>
                <tr>
                  <th scope="col">Order</th>
                  <th scope="col">Saga</th>
                  <th scope="col">Waits for</th>
                  <th scope="col" className="number">
                    Age
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.sagas.map(({ orderId, status, what, step, ageMs }) => (
                  <tr key={orderId} className={status === 'needs-attention' ? 'letters' : ''}>
                    <th scope="row">
                      <Link to={`/desk/orders/${orderId}`}>{orderId}</Link>
                    </th>
                    <td>{status}</td>
                    <td>{[what === 'step' ? '' : what, step].filter(Boolean).join(' of ')}</td>
                    <td className="number">{duration(ageMs)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {!data.isWhole && <p className="quiet">There are more than these.</p>}
        </>
      )}
    </>
  );
}

function Lookup() {
  const [orderId, setOrderId] = useState('');
  const navigate = useNavigate();
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void navigate(`/desk/orders/${encodeURIComponent(orderId.trim())}`);
  };
  return (
    <form className="lookup" onSubmit={submit}>
      <label>
        <span>Any order’s history</span>
        <input
          value={orderId}
          onChange={(event) => setOrderId(event.target.value)}
          placeholder="ord-…"
          required
        />
      </label>
      <button type="submit">Look it up</button>
    </form>
  );
}
