import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** How a pod's process ended. */
export interface PodEnding {
  readonly code: number | null;
  readonly signal: string | null;
  /** What it said last on stderr, where a service says why it cannot start. */
  readonly complaint: string;
}

/** One process of a service. */
export interface Pod {
  readonly name: string;
  /** Where it answers; `undefined` until it is ready. */
  readonly url: () => string | undefined;
  /** Resolves when it is ready, or has ended before. */
  readonly settled: Promise<void>;
  readonly ended: Promise<PodEnding>;
  signal(signal: 'SIGKILL' | 'SIGTERM'): void;
}

/** What a pod runs, and where it keeps its log. */
export interface PodOptions {
  readonly name: string;
  readonly script: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
}

const running = new Set<ChildProcess>();
// Else they would outlive a process that ends in the middle.
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Starts a service's process on a port of its own choice. */
export function startPod({ name, script, environment, logFile }: PodOptions): Pod {
  const { PATH = '' } = process.env;
  const own = { HTTP_HOST: '127.0.0.1', HTTP_PORT: '0', LOG_LEVEL: 'info' };
  const child = spawn(process.execPath, [script], {
    env: { PATH, ...environment, ...own },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(logFile);
  child.stderr.pipe(log, { end: false });
  let url: string | undefined;
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-500);
  });
  running.add(child);
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => {
    running.delete(child);
    url = undefined;
    log.end();
    return { code, signal, complaint: complaint.trim() } as PodEnding;
  });
  const ready = new Promise<void>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      log.write(`${line}\n`);
      const port = url === undefined ? portIn(line) : undefined;
      if (port === undefined) return;
      url = `http://127.0.0.1:${port}`;
      resolve();
    });
  });
  return {
    name,
    url: () => url,
    settled: Promise.race([ready, ended.then(() => undefined)]),
    ended,
    signal: (signal) => void child.kill(signal),
  };
}

/** The port in the line that a service logs when it is ready. */
function portIn(line: string): number | undefined {
  if (!line.includes('"msg":"started"')) return undefined;
  return (JSON.parse(line) as { port: number }).port;
}
