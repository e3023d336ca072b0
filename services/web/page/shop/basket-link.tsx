import { NavLink } from 'react-router';
import { useBasket } from './basket-provider.tsx';
import { piecesIn } from './order.ts';

export function BasketLink() {
  const pieces = piecesIn(useBasket().content?.items ?? []);
  return (
    <NavLink to="/basket">
      Basket
      {pieces > 0 && (
        <span className="count">
          {pieces}
          <span className="unseen"> {pieces === 1 ? 'piece' : 'pieces'}</span>
        </span>
      )}
    </NavLink>
  );
}
