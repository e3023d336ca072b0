/**
 * Long polling in front of fauxqs, which wakes every waiting receiver for one message, answers the losers empty, and goes on
 * receiving for a client that has left. Here one message wakes one receiver, and who has left takes nothing.
 */
export interface LongPolls {
  /** Repeats `take` until it gives something, the time is up or the client is gone. */
  wait<T>(queue: string, waitMs: number, gone: AbortSignal, take: () => Promise<T[]>): Promise<T[]>;
  /** Says that a message may have become visible. */
  wake(queue: string): void;
  /** Says that one will, at that time. */
  wakeAt(queue: string, atMs: number): void;
  stop(): void;
}

interface Waiter {
  woken: boolean;
  rouse: () => void;
}

const tickMs = 50;

export function createLongPolls(): LongPolls {
  const waiting = new Map<string, Set<Waiter>>();
  const due = new Map<string, Set<number>>();
  let stopped = false;

  function wake(queue: string): void {
    for (const waiter of waiting.get(queue) ?? []) {
      if (waiter.woken) continue;
      waiter.woken = true;
      waiter.rouse();
      return;
    }
  }

  const ticker = setInterval(() => {
    const now = Date.now();
    for (const [queue, ticks] of due) {
      for (const tick of ticks) {
        if (tick * tickMs > now) continue;
        ticks.delete(tick);
        wake(queue);
      }
    }
  }, tickMs);
  ticker.unref();

  return {
    wake,
    wakeAt(queue, atMs) {
      let ticks = due.get(queue);
      if (!ticks) due.set(queue, (ticks = new Set()));
      ticks.add(Math.ceil(atMs / tickMs));
    },
    async wait(queue, waitMs, gone, take) {
      const waiter: Waiter = { woken: false, rouse: () => undefined };
      let waiters = waiting.get(queue);
      if (!waiters) waiting.set(queue, (waiters = new Set()));
      waiters.add(waiter);

      let over = false;
      const end = () => {
        over = true;
        waiter.rouse();
      };
      const timer = setTimeout(end, waitMs);
      gone.addEventListener('abort', end, { once: true });
      try {
        for (;;) {
          waiter.woken = false;
          const taken = await take();
          if (taken.length > 0 || isOver()) return taken;
          if (!wasWoken()) await new Promise<void>((resolve) => (waiter.rouse = resolve));
          if (isOver()) return [];
        }
      } finally {
        clearTimeout(timer);
        gone.removeEventListener('abort', end);
        waiters.delete(waiter);
        if (waiter.woken) wake(queue);
      }

      function isOver(): boolean {
        return over || stopped || gone.aborted;
      }
      function wasWoken(): boolean {
        return waiter.woken;
      }
    },
    stop() {
      stopped = true;
      clearInterval(ticker);
      for (const waiters of waiting.values()) for (const { rouse } of waiters) rouse();
    },
  };
}
