import './shop.css';
import { Link } from 'react-router';
import { Trouble } from '../layout/trouble.tsx';
import { useBasket } from './basket-provider.tsx';
import { Lines } from './lines.tsx';
import { useAction } from './use-action.ts';
import { useNamedProducts } from './use-named-products.ts';

export function BasketPage() {
  const { basket, content } = useBasket();
  const items = content?.items ?? [];
  const products = useNamedProducts(items);
  const change = useAction((productId: string, quantity: number) =>
    basket.setQuantity(productId, quantity),
  );
  return (
    <>
      <title>Basket</title>
      <h1>Basket</h1>
      {change.error !== undefined && <Trouble error={change.error} />}
      {!content || items.length === 0 ? (
        <p>
          It is empty. <Link to="/">To the shop</Link>
        </p>
      ) : (
        <>
          <Lines
            {...content}
            products={products}
            actions={({ productId, quantity }, name) => (
              <span className="quantity">
                <button
                  type="button"
                  aria-label={`One ${name} less`}
                  disabled={change.isUnderWay}
                  onClick={() => change.run(productId, quantity - 1)}
                >
                  −
                </button>
                <button
                  type="button"
                  aria-label={`One ${name} more`}
                  disabled={change.isUnderWay}
                  onClick={() => change.run(productId, quantity + 1)}
                >
                  +
                </button>
              </span>
            )}
          />
          <p className="onward">
            <Link className="button primary" to="/checkout">
              To the checkout
            </Link>
          </p>
        </>
      )}
    </>
  );
}
