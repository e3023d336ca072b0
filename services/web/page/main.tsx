import './theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app.tsx';
import { LiveProvider } from './live/live-provider.tsx';
import { SessionProvider } from './session/session-provider.tsx';
import { BasketProvider } from './shop/basket-provider.tsx';
import { openSession } from './session/open-session.ts';

const place = document.getElementById('page');
if (!place) throw new Error('index.html has no #page');
const root = createRoot(place);

openSession().then(
  (session) => {
    root.render(
      <StrictMode>
        <SessionProvider session={session}>
          <LiveProvider>
            <BasketProvider>
              <BrowserRouter>
                <App />
              </BrowserRouter>
            </BasketProvider>
          </LiveProvider>
        </SessionProvider>
      </StrictMode>,
    );
  },
  (error: unknown) => {
    root.render(
      <main>
        <h1>The page cannot start</h1>
        <p role="alert">{error instanceof Error ? error.message : String(error)}</p>
      </main>,
    );
  },
);
