/** Something that runs from `start` until `stop` resolves, when nothing of it is under way any more. */
export interface Worker {
  start(): void;
  stop(): Promise<void>;
  /** Whether it was started and its loop turns, however well what it calls is: for readiness. Absent where it cannot stand still. */
  isTurning?(): boolean;
}

/** Whether a worker's loop turns. */
export function isTurning(worker: Worker): boolean {
  return worker.isTurning?.() ?? true;
}

/** Several workers as one. */
export function workers(...all: readonly Worker[]): Worker {
  return {
    start: () => all.forEach((worker) => worker.start()),
    stop: async () => {
      await Promise.all(all.map((worker) => worker.stop()));
    },
    isTurning: () => all.every(isTurning),
  };
}
