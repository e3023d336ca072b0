import {
  createContext,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { useSession } from '../session/session-provider.tsx';
import { LiveConnection, type LiveStatus } from './live-connection.ts';
import { browserWorld } from './live-socket.ts';
import type { TopicListener } from './topic.ts';

const Lives = createContext<LiveConnection | undefined>(undefined);

/** The tab's one connection; opened when something is watched. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const session = useSession();
  const [live] = useState(
    () =>
      new LiveConnection(
        browserWorld(async () => {
          const { ticket } = await session.api<{ ticket: string }>('/ws/tickets', {
            method: 'POST',
            body: {},
          });
          return ticket;
        }),
      ),
  );
  useEffect(() => {
    const wake = (): void => {
      if (!document.hidden) live.wake();
    };
    const ends = session.onChange(() => live.reset());
    addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
    return () => {
      ends();
      removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
    };
  }, [live, session]);
  return <Lives.Provider value={live}>{children}</Lives.Provider>;
}

function useLive(): LiveConnection {
  const live = useContext(Lives);
  if (!live) throw new Error('live updates need a LiveProvider around them');
  return live;
}

/** Tells of a topic for as long as the component is there. */
export function useTopic(name: string, listener: TopicListener): void {
  const live = useLive();
  const newest = useRef(listener);
  useEffect(() => {
    newest.current = listener;
  });
  useEffect(() => live.watch(name, (frame) => newest.current(frame)), [live, name]);
}

export function useLiveStatus(): LiveStatus {
  const live = useLive();
  return useSyncExternalStore(live.onStatus, live.status);
}
