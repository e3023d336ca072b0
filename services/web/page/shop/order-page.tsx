import './shop.css';
import { useParams } from 'react-router';
import { useSession } from '../session/session-provider.tsx';
import { Trouble } from '../layout/trouble.tsx';
import { Waiting } from '../layout/waiting.tsx';
import { LiveBadge } from '../live/live-badge.tsx';
import { cancelSentence } from './cancel-sentence.ts';
import { Lines } from './lines.tsx';
import type { Order } from './order.ts';
import { OrderWay } from './order-way.tsx';
import { useAction } from './use-action.ts';
import { useNamedProducts } from './use-named-products.ts';
import { useOrder } from './use-order.ts';
import { wayOf } from './way.ts';

/** One order, on its way. */
export function OrderPage() {
  const { orderId = '' } = useParams();
  const { api } = useSession();
  const { data, error, reload } = useOrder(orderId);
  const products = useNamedProducts(data?.state.items ?? []);
  const cancel = useAction(async () => {
    const body = { reason: 'changed-my-mind' };
    await api(`/orders/${orderId}/cancel`, { method: 'POST', body });
    reload();
  });
  const order = data?.state;
  const isOpen = order?.status === 'placed' || order?.status === 'confirmed';
  return (
    <>
      <title>Your order</title>
      <div className="order-head">
        <h1>Your order</h1>
        <LiveBadge />
      </div>
      <p className="quiet id">{orderId}</p>
      {error !== undefined && <Trouble error={error} retry={reload} />}
      {cancel.error !== undefined && <Trouble error={cancel.error} />}
      {!data && error === undefined && <Waiting />}
      {data && order && (
        <>
          <p className={`verdict ${order.status}`} role="status">
            {verdictOf(order)}
          </p>
          <OrderWay steps={wayOf(data.events, order.cancelReason)} />
          <h2>What you bought</h2>
          <Lines {...order} products={products} />
          {isOpen && (
            <p className="onward">
              <button type="button" onClick={() => cancel.run()} disabled={cancel.isUnderWay}>
                Cancel the order
              </button>
            </p>
          )}
        </>
      )}
    </>
  );
}

function verdictOf({ status, trackingNumber, cancelReason }: Order): string {
  switch (status) {
    case 'draft':
      return 'It is not bought yet.';
    case 'placed':
      return 'We have your order.';
    case 'confirmed':
      return 'It is paid, and is being made ready.';
    case 'shipped':
      return `It is on its way to you. Tracking number ${trackingNumber ?? ''}`;
    case 'cancelled':
      return `It was cancelled. ${cancelSentence(cancelReason)}`;
  }
}
