import { useCallback, useEffect, useState } from 'react';
import { useSession } from '../session/session-provider.tsx';
import type { Product } from './product.ts';

interface Page {
  readonly products: readonly Product[];
  readonly nextCursor?: string;
}

/** The catalogue as far as it is loaded. */
export interface Products {
  readonly products: readonly Product[] | undefined;
  readonly error: unknown;
  /** Loads what follows; absent where nothing does. */
  readonly more: (() => void) | undefined;
  readonly reload: () => void;
}

const pageSize = 48;
const pictureWaitMs = 1_500;
const pictureTries = 4;

export function useProducts(): Products {
  const { api } = useSession();
  const [state, setState] = useState<{ pages: readonly Page[]; error?: unknown }>({ pages: [] });
  const load = useCallback(
    async (before: readonly Page[]): Promise<readonly Page[]> => {
      const cursor = before.at(-1)?.nextCursor;
      const after = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      try {
        const page = await api<Page>(`/products?limit=${pageSize}${after}`);
        const pages = [...before, page];
        setState({ pages });
        return pages;
      } catch (error) {
        setState({ pages: before, error });
        return before;
      }
    },
    [api],
  );
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Pictures of products that were just listed are made a moment later.
    const look = async (triesLeft: number): Promise<void> => {
      const pages = await load([]);
      const lacks = pages.some(({ products }) => products.some(({ thumbnails }) => !thumbnails));
      if (lacks && triesLeft > 0) timer = setTimeout(() => void look(triesLeft - 1), pictureWaitMs);
    };
    void look(pictureTries);
    return () => {
      clearTimeout(timer);
    };
  }, [load]);
  const { pages, error } = state;
  return {
    products: pages.length === 0 ? undefined : pages.flatMap(({ products }) => products),
    error,
    more: pages.at(-1)?.nextCursor === undefined ? undefined : () => void load(pages),
    reload: () => void load([]),
  };
}
