import { useCallback, useEffect, useState } from 'react';
import { useSession } from '../session/session-provider.tsx';

/** An answer that is shown: the newest one, whether one is under way, and what went wrong last. */
export interface Answer<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

/**
 * Asks for a path, again whenever it changes, and every `everyMs` while the page is looked at. What was shown stays
 * until something newer is there, also through an error.
 */
export function useAnswer<T>(path: string | undefined, everyMs?: number): Answer<T> {
  const { api } = useSession();
  const [state, setState] = useState<{ path?: string; data?: T; error?: unknown }>({});
  const [round, setRound] = useState(0);
  const [isLoading, setLoading] = useState(path !== undefined);

  useEffect(() => {
    if (path === undefined) return;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      setLoading(true);
      try {
        if (!document.hidden || everyMs === undefined) {
          const data = await api<T>(path, { signal: abort.signal });
          if (!abort.signal.aborted) setState({ path, data });
        }
      } catch (error) {
        if (!abort.signal.aborted) {
          setState((old) => ({ ...(old.path === path ? old : { path }), error }));
        }
      }
      if (abort.signal.aborted) return;
      setLoading(false);
      if (everyMs !== undefined) timer = setTimeout(() => void ask(), everyMs);
    };
    void ask();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [api, path, everyMs, round]);

  const reload = useCallback(() => {
    setRound((old) => old + 1);
  }, []);
  const isCurrent = state.path === path;
  return {
    data: isCurrent ? state.data : undefined,
    error: isCurrent ? state.error : undefined,
    isLoading,
    reload,
  };
}
