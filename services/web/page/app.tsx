import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { Frame } from './layout/frame.tsx';
import { NotFound } from './layout/not-found.tsx';
import { Waiting } from './layout/waiting.tsx';
import { BasketPage } from './shop/basket-page.tsx';
import { CheckoutPage } from './shop/checkout-page.tsx';
import { OrderPage } from './shop/order-page.tsx';
import { OrdersPage } from './shop/orders-page.tsx';
import { ShopPage } from './shop/shop-page.tsx';

// Customers never load what staff see.
const Desk = lazy(() => import('./operations/desk.tsx'));

/** Every address of the page. `services/web/src/http.ts` answers the same ones with it. */
export function App() {
  return (
    <Frame>
      <Suspense fallback={<Waiting />}>
        <Routes>
          <Route path="/" element={<ShopPage />} />
          <Route path="/basket" element={<BasketPage />} />
          <Route path="/checkout" element={<CheckoutPage />} />
          <Route path="/my/orders" element={<OrdersPage />} />
          <Route path="/my/orders/:orderId" element={<OrderPage />} />
          <Route path="/desk/*" element={<Desk />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </Frame>
  );
}
