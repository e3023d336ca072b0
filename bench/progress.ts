import cliProgress from 'cli-progress';

const lineEveryMs = 5_000;

/** Shows how much is done. */
export interface Progress {
  readonly reach: (done: number) => void;
  readonly end: () => void;
}

/** A bar on a terminal; elsewhere a plain line now and then. `things` says what is counted. */
export function createProgress(
  stream: NodeJS.WriteStream,
  total: number,
  things: string,
): Progress {
  return stream.isTTY ? bar(stream, total, things) : lines(stream, total, things);
}

function bar(stream: NodeJS.WriteStream, total: number, things: string): Progress {
  const format = `{bar} {value}/{total} ${things}  {duration_formatted}`;
  const drawn = new cliProgress.SingleBar(
    { format, stream, barsize: 30, linewrap: true },
    cliProgress.Presets.shades_classic,
  );
  drawn.start(total, 0);
  return { reach: (done) => drawn.update(done), end: () => drawn.stop() };
}

function lines(stream: NodeJS.WriteStream, total: number, things: string): Progress {
  let saidAtMs = performance.now();
  return {
    reach: (done) => {
      if (performance.now() - saidAtMs < lineEveryMs) return;
      saidAtMs = performance.now();
      stream.write(`${done}/${total} ${things}\n`);
    },
    end: () => undefined,
  };
}
