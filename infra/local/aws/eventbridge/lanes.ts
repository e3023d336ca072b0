/** Runs tasks in the order given, a bounded number at a time, and later ones after their delay. */
export interface Lanes {
  run(task: () => Promise<void>): void;
  runAfter(delayMs: number, task: () => Promise<void>): void;
  /** Forgets what waits. What runs is left to end. */
  stop(): void;
}

export function createLanes(width: number): Lanes {
  const waiting: (() => Promise<void>)[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let running = 0;
  let taken = 0;
  let stopped = false;

  const next = (): void => {
    while (running < width && taken < waiting.length) {
      const task = waiting[taken++];
      running++;
      void task?.().finally(() => {
        running--;
        next();
      });
    }
    // Compacted now and then: shifting a long queue for every task would be quadratic.
    if (taken === waiting.length || taken > 10_000) {
      waiting.splice(0, taken);
      taken = 0;
    }
  };

  const run = (task: () => Promise<void>): void => {
    if (stopped) return;
    waiting.push(task);
    if (waiting.length - taken === 1) setImmediate(next);
  };

  return {
    run,
    runAfter(delayMs, task) {
      if (stopped) return;
      const timer = setTimeout(() => {
        timers.delete(timer);
        run(task);
      }, delayMs);
      timers.add(timer);
    },
    stop() {
      stopped = true;
      waiting.length = 0;
      taken = 0;
      timers.forEach(clearTimeout);
      timers.clear();
    },
  };
}
