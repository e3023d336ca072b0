import './shop.css';
import { useState } from 'react';
import { Link } from 'react-router';
import { useAnswer } from '../api/use-answer.ts';
import { Trouble } from '../layout/trouble.tsx';
import { Waiting } from '../layout/waiting.tsx';
import { LiveBadge } from '../live/live-badge.tsx';
import { useTopic } from '../live/live-provider.tsx';
import { usePerson } from '../session/session-provider.tsx';
import { money } from './money.ts';
import type { Order } from './order.ts';
import { withUpdates, type Statuses } from './statuses.ts';

const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** The customer's orders, newest first. */
export function OrdersPage() {
  const person = usePerson();
  const isCustomer = person !== undefined && !person.isStaff;
  return (
    <>
      <title>Orders</title>
      <h1>Your orders</h1>
      {isCustomer ? (
        <Orders key={person.subject} />
      ) : (
        <p>{person ? 'Staff have none of their own; see Operations.' : 'Sign in to see them.'}</p>
      )}
    </>
  );
}

function Orders() {
  const { data, error, reload } = useAnswer<{ orders: readonly Order[] }>('/orders?limit=50');
  const [statuses, setStatuses] = useState<Statuses>(new Map());
  useTopic('orders', (frame) => {
    if (frame.type === 'error') return;
    const told = frame.type === 'snapshot' ? frame.orders : frame.updates;
    setStatuses((old) => withUpdates(old, told));
    const listed = new Set(data?.orders.map(({ orderId }) => orderId));
    if (told.some(({ orderId }) => !listed.has(orderId))) reload();
  });
  const bought = data?.orders.filter(({ status }) => status !== 'draft');
  return (
    <>
      <LiveBadge />
      {error !== undefined && <Trouble error={error} retry={reload} />}
      {!data && error === undefined && <Waiting />}
      {bought?.length === 0 && <p>There are none yet.</p>}
      <ul className="orders">
        {bought?.map((order) => (
          <li key={order.orderId}>
            <Link className="card" to={`/my/orders/${order.orderId}`}>
              <time dateTime={order.createdAt}>{date.format(new Date(order.createdAt))}</time>
              <span className="number">{money(order.total, order.currency)}</span>
              <Status order={order} statuses={statuses} />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function Status({ order, statuses }: { order: Order; statuses: Statuses }) {
  const told = statuses.get(order.orderId);
  const status = told && told.version > order.version ? told.status : order.status;
  return <span className={`status ${status}`}>{status}</span>;
}
