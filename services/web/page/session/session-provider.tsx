import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import type { Person, Session } from './session.ts';

const Sessions = createContext<Session | undefined>(undefined);
const People = createContext<Person | undefined>(undefined);

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  const [person, setPerson] = useState(session.person());
  useEffect(
    () =>
      session.onChange(() => {
        setPerson(session.person());
      }),
    [session],
  );
  return (
    <Sessions.Provider value={session}>
      <People.Provider value={person}>{children}</People.Provider>
    </Sessions.Provider>
  );
}

/** The page's session. It stays the same; who is signed in is told by `usePerson`. */
export function useSession(): Session {
  const session = useContext(Sessions);
  if (!session) throw new Error('useSession needs a SessionProvider around it');
  return session;
}

/** Whoever is signed in now. */
export function usePerson(): Person | undefined {
  return useContext(People);
}
