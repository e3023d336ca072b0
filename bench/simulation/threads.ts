import { availableParallelism } from 'node:os';
import { parentPort, Worker } from 'node:worker_threads';
import { reportOf } from './report.ts';
import { search } from './search.ts';

const seedsAtOnce = 50;

interface Share {
  readonly first: number;
  readonly count: number;
}

/** Answers for one share of the seeds, in a thread. */
export function serveSeeds(): void {
  parentPort?.on('message', ({ first, count }: Share) => {
    void search(first, count).then((outcome) => {
      parentPort?.postMessage(outcome ? reportOf(outcome) : undefined);
    });
  });
}

/**
 * Tries seeds on every core, and answers the report of a violation as soon as there is one.
 * @param module runs `serveSeeds` when it is a worker's
 * @param reach hears how many seeds are done
 */
export async function searchOnEveryCore(
  module: URL,
  { first, count }: Share,
  reach: (done: number) => void,
): Promise<string | undefined> {
  const end = first + count;
  let next = first;
  let done = 0;
  const workers = Array.from({ length: availableParallelism() }, () => new Worker(module));
  const work = (worker: Worker): Promise<string | undefined> =>
    new Promise((resolve, reject) => {
      let share: Share = { first, count: 0 };
      const go = (): void => {
        share = { first: next, count: Math.min(seedsAtOnce, end - next) };
        next += share.count;
        if (share.count === 0) resolve(undefined);
        else worker.postMessage(share);
      };
      worker.on('error', reject);
      worker.on('message', (report: string | undefined) => {
        if (report !== undefined) next = end;
        done += share.count;
        reach(done);
        if (report === undefined) go();
        else resolve(report);
      });
      go();
    });
  try {
    const reports = await Promise.all(workers.map(work));
    return reports.find((report) => report !== undefined);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
