import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { usePerson, useSession } from '../session/session-provider.tsx';
import { BasketLink } from '../shop/basket-link.tsx';
import { SignIn } from './sign-in.tsx';

/** What is around every page. */
export function Frame({ children }: { children: ReactNode }) {
  const { config } = useSession();
  const person = usePerson();
  return (
    <>
      <a className="skip" href="#content">
        To the content
      </a>
      <header className="top">
        <NavLink to="/" className="brand">
          {config.shopName}
        </NavLink>
        <nav aria-label="Main">
          <NavLink to="/my/orders">Orders</NavLink>
          <BasketLink />
          {person?.isStaff === true && <NavLink to="/desk">Operations</NavLink>}
        </nav>
        <SignIn />
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
