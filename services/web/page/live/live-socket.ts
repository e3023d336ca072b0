/** A WebSocket, as far as live updates need one. The browser's is one. */
export interface LiveSocket {
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(): void;
}

/** What a connection works with; handed in, so that tests can hurry and break it. */
export interface LiveWorld {
  /** A ticket for one connection; rejects while there is none to be had. */
  readonly ticket: () => Promise<string>;
  readonly open: (protocols: readonly string[]) => LiveSocket;
  readonly now: () => number;
  /** Calls back once after so many milliseconds; returns what prevents it. */
  readonly after: (ms: number, then: () => void) => () => void;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** The browser's own. */
export function browserWorld(ticket: () => Promise<string>): LiveWorld {
  return {
    ticket,
    open: (protocols) => new WebSocket('/ws', [...protocols]) as LiveSocket,
    now: () => Date.now(),
    after: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => {
        clearTimeout(timer);
      };
    },
    random: () => Math.random(),
  };
}
