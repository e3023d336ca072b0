import './desk.css';
import { lazy } from 'react';
import { NavLink, Route, Routes } from 'react-router';
import { NotFound } from '../layout/not-found.tsx';
import { usePerson, useSession } from '../session/session-provider.tsx';
import { FlowPage } from './flow-page.tsx';
import { InFlightPage } from './in-flight-page.tsx';
import { QueuesPage } from './queues-page.tsx';
import { StoryPage } from './story-page.tsx';

// The chart library is larger than all the rest.
const SalesPage = lazy(() => import('./sales-page.tsx'));

const pages = [
  { to: '/desk', title: 'Flow' },
  { to: '/desk/queues', title: 'Queues' },
  { to: '/desk/orders', title: 'Orders' },
  { to: '/desk/sales', title: 'Sales' },
];

/** What staff look at. */
export default function Desk() {
  const person = usePerson();
  const { config } = useSession();
  if (person?.isStaff !== true) {
    return (
      <>
        <title>Operations</title>
        <h1>Operations</h1>
        <p>
          This is for staff.{' '}
          {config.signIn.kind === 'dev'
            ? '“Be staff”, at the top, makes you one here.'
            : 'Sign in as somebody whose token has the role “staff”.'}
        </p>
      </>
    );
  }
  return (
    <>
      <nav className="desk-nav" aria-label="Operations">
        {pages.map(({ to, title }) => (
          <NavLink key={to} to={to} end={to === '/desk'}>
            {title}
          </NavLink>
        ))}
      </nav>
      <Routes>
        <Route index element={<FlowPage />} />
        <Route path="queues" element={<QueuesPage />} />
        <Route path="orders" element={<InFlightPage />} />
        <Route path="orders/:orderId" element={<StoryPage />} />
        <Route path="sales" element={<SalesPage />} />
        <Route path="*" element={<NotFound />} />
      </Routes>
    </>
  );
}
