import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

/** A process of ours under test. */
export interface Run {
  readonly child: ChildProcess;
  /** The first match in what it prints. Rejects if it ends before. */
  says(what: RegExp): Promise<RegExpExecArray>;
  /** How it ends. */
  readonly ended: Promise<Ending>;
}

/** Runs a script of the repository with this environment and no other. */
export function run(
  script: string,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Run {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [script, ...args], { env: { PATH, ...environment } });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = once(child, 'close').then(
    ([code, signal]: (number | string | null)[]) => ({ code, signal, out, err }) as Ending,
  );
  return {
    child,
    ended,
    says: (what) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = what.exec(out);
          if (match) resolve(match);
        };
        child.stdout.on('data', look);
        look();
        void ended.then(({ code }) => {
          reject(new Error(`${script} ended with ${String(code)}, and said ${out}${err}`));
        });
      }),
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
