/** Something that runs from `start` until `stop` resolves, when nothing of it is under way any more. */
export interface Worker {
  start(): void;
  stop(): Promise<void>;
}

/** Several workers as one. */
export function workers(...all: readonly Worker[]): Worker {
  return {
    start: () => all.forEach((worker) => worker.start()),
    stop: async () => {
      await Promise.all(all.map((worker) => worker.stop()));
    },
  };
}
