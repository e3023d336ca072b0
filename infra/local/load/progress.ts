import cliProgress from 'cli-progress';
import type { Clock } from './clock.ts';

/** Shows how far each stage of the run has come. */
export interface Progress {
  readonly start: (stage: string, total: number) => Stage;
}

interface Stage {
  /** `done` of the total are done. */
  readonly reach: (done: number) => void;
  readonly end: () => void;
}

/** Shows a stage while it is worked on, and ends it also if that fails: a bar left alone would draw for ever. */
export async function shown<T>(
  { start }: Progress,
  [stage, total]: readonly [stage: string, total: number],
  work: (reach: (done: number) => void) => Promise<T>,
): Promise<T> {
  const { reach, end } = start(stage, total);
  try {
    return await work(reach);
  } finally {
    end();
  }
}

const widest = 'Waiting for orders'.length;
const lineEveryMs = 1_000;

/** A bar for each stage, on a terminal. */
export function bars(stream: NodeJS.WritableStream): Progress {
  return {
    start(stage, total) {
      const format = `${stage.padEnd(widest)}  {bar} {value}/{total}  {duration_formatted}`;
      // Wrapping stays as the terminal has it, so that Ctrl-C leaves nothing to restore.
      const options = { format, stream, barsize: 30, linewrap: true };
      const bar = new cliProgress.SingleBar(options, cliProgress.Presets.shades_classic);
      bar.start(total, 0);
      return { reach: (done) => bar.update(done), end: () => bar.stop() };
    },
  };
}

/** A plain line every second, and one at the end of each stage, where there is no terminal. */
export function lines(print: (line: string) => void, clock: Clock): Progress {
  return {
    start(stage, total) {
      const startedAt = clock.now();
      let printedAt = startedAt;
      let done = 0;
      const line = () => {
        printedAt = clock.now();
        const seconds = ((printedAt - startedAt) / 1_000).toFixed(1);
        const count = `${done}/${total}`.padStart(9);
        print(`${stage.padEnd(widest)} ${count}  ${seconds.padStart(5)} s`);
      };
      return {
        reach(reached) {
          done = reached;
          if (clock.now() - printedAt >= lineEveryMs) line();
        },
        end: line,
      };
    },
  };
}
