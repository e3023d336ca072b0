import './shop.css';
import { useState } from 'react';
import { Trouble } from '../layout/trouble.tsx';
import { Waiting } from '../layout/waiting.tsx';
import { ProductCard } from './product-card.tsx';
import { isFound } from './product.ts';
import { useProducts } from './use-products.ts';

/** What there is to buy. */
export function ShopPage() {
  const { products, error, more, reload } = useProducts();
  const [text, setText] = useState('');
  const found = products?.filter((product) => isFound(product, text));
  return (
    <>
      <title>Shop</title>
      <div className="shop-head">
        <h1>Shop</h1>
        <label className="search">
          <span className="unseen">Search</span>
          <input
            type="search"
            placeholder="Search"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
      </div>
      {error !== undefined && <Trouble error={error} retry={reload} />}
      {!products && error === undefined && <Waiting />}
      {products?.length === 0 && (
        <p>Nothing is for sale yet. Staff list products by PUT /products/:productId.</p>
      )}
      <p className="unseen" role="status">
        {text !== '' && found && `${found.length} found`}
      </p>
      {text !== '' && found?.length === 0 && <p>Nothing like “{text}” is here.</p>}
      <ul className="shelf">
        {found?.map((product) => (
          <li key={product.productId}>
            <ProductCard product={product} />
          </li>
        ))}
      </ul>
      {more && (
        <button type="button" onClick={more}>
          More products
        </button>
      )}
    </>
  );
}
