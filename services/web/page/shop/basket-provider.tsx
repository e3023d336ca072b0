import {
  createContext,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { usePerson, useSession } from '../session/session-provider.tsx';
import { Basket, type Keep } from './basket.ts';
import type { Order } from './order.ts';

const Baskets = createContext<Basket | undefined>(undefined);

const keep: Keep = {
  get: (customer) => localStorage.getItem(`waybill.basket.${customer}`),
  set: (customer, orderId) => {
    if (orderId === undefined) localStorage.removeItem(`waybill.basket.${customer}`);
    else localStorage.setItem(`waybill.basket.${customer}`, orderId);
  },
};

export function BasketProvider({ children }: { children: ReactNode }) {
  const session = useSession();
  const subject = usePerson()?.subject;
  const [basket] = useState(() => new Basket(session.api, keep, () => session.person()?.subject));
  useEffect(() => {
    // Without an answer the basket is shown as empty, and the next change finds it.
    basket.open().catch(() => undefined);
  }, [basket, subject]);
  return <Baskets.Provider value={basket}>{children}</Baskets.Provider>;
}

export function useBasket(): { basket: Basket; content: Order | undefined } {
  const basket = useContext(Baskets);
  if (!basket) throw new Error('useBasket needs a BasketProvider around it');
  return { basket, content: useSyncExternalStore(basket.onChange, basket.content) };
}
