import { useRef, useState } from 'react';

/** Something that a click does: once at a time, and with what went wrong. */
export interface Action<A extends unknown[]> {
  readonly run: (...args: A) => void;
  readonly isUnderWay: boolean;
  readonly error: unknown;
}

export function useAction<A extends unknown[]>(work: (...args: A) => Promise<void>): Action<A> {
  const [state, setState] = useState<{ isUnderWay: boolean; error?: unknown }>({
    isUnderWay: false,
  });
  // The state of a second click within the same frame would be too old to tell.
  const isBusy = useRef(false);
  const run = (...args: A): void => {
    if (isBusy.current) return;
    isBusy.current = true;
    setState({ isUnderWay: true });
    work(...args).then(
      () => {
        isBusy.current = false;
        setState({ isUnderWay: false });
      },
      (error: unknown) => {
        isBusy.current = false;
        setState({ isUnderWay: false, error });
      },
    );
  };
  return { run, ...state, error: state.error };
}
