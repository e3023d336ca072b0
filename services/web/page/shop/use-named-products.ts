import type { OrderItem } from '@waybill/contracts/values';
import { useEffect, useState } from 'react';
import { useSession } from '../session/session-provider.tsx';
import type { Product } from './product.ts';

const most = 40;

/** What is known of the products in some lines; an order of very many shows ids beyond the first. */
export function useNamedProducts(items: readonly OrderItem[]): ReadonlyMap<string, Product> {
  const { api } = useSession();
  const [products, setProducts] = useState<ReadonlyMap<string, Product>>(new Map());
  const ids = [...new Set(items.map(({ productId }) => productId))].slice(0, most).sort().join(' ');
  useEffect(() => {
    let isOver = false;
    const wanted = ids.split(' ').filter(Boolean);
    void Promise.allSettled(
      wanted.map((id) => api<Product>(`/products/${encodeURIComponent(id)}`)),
    ).then((answers) => {
      if (isOver) return;
      const found = answers.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      setProducts(new Map(found.map((product) => [product.productId, product])));
    });
    return () => {
      isOver = true;
    };
  }, [api, ids]);
  return products;
}
