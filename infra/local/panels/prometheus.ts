import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { eventually } from '../scenario/eventually.ts';
import { Failure } from '../load/failure.ts';

/** A Prometheus that scrapes some pods. */
export interface Prometheus {
  /** The samples of an expression, now. @throws Failure if the server refuses it */
  ask(expression: string): Promise<readonly Sample[]>;
  /** Resolves when each target has answered twice since. */
  scrapedTwice(): Promise<void>;
  stop(): Promise<void>;
}

export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: number;
}

const everySeconds = 1;

/** Starts one with the project's rules, on a port of 127.0.0.1. @throws Failure if it is not installed */
export async function startPrometheus(
  targets: readonly string[],
  { port, rules }: { readonly port: number; readonly rules: string },
): Promise<Prometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-prometheus-'));
  const file = join(folder, 'prometheus.yml');
  const job = { job_name: 'waybill', honor_labels: true, static_configs: [{ targets }] };
  const interval = `${everySeconds}s`;
  const global = { scrape_interval: interval, evaluation_interval: '5s' };
  await writeFile(file, stringify({ global, rule_files: [rules], scrape_configs: [job] }));
  const child = spawn(
    'prometheus',
    [
      ...[`--config.file=${file}`, `--storage.tsdb.path=${join(folder, 'data')}`],
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: 'ignore' },
  );
  const ended = once(child, 'close');
  const failed = once(child, 'error').then(() => {
    throw new Failure('prometheus does not run: apt-get install prometheus', 1);
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  const ready = eventually(async () => {
    if (!(await fetch(`${url}/-/ready`)).ok) throw new Failure('Prometheus is not ready', 1);
  });
  await Promise.race([ready, failed]);
  const ask = async (query: string): Promise<readonly Sample[]> => {
    const response = await fetch(
      `${url}/api/v1/query?${new URLSearchParams({ query }).toString()}`,
    );
    const { status, error, data } = (await response.json()) as Answer;
    if (status !== 'success') throw new Failure(`Prometheus refuses ${query}: ${error ?? ''}`, 1);
    if (data.resultType === 'scalar') return [{ metric: {}, value: Number(data.result[1]) }];
    return data.result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
  };
  return {
    ask,
    scrapedTwice: async () => {
      const since = Date.now();
      await eventually(async () => {
        const seconds = Math.floor((Date.now() - since) / 1_000);
        const window = `count_over_time(up{job="waybill"}[${Math.max(1, seconds)}s])`;
        const seen = seconds < 1 ? [] : await ask(`count((${window}) >= 2)`);
        if (seen[0]?.value !== targets.length) throw new Failure('not every pod was scraped', 1);
      });
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data:
    | { readonly resultType: 'scalar'; readonly result: readonly [number, string] }
    | {
        readonly resultType: 'vector';
        readonly result: readonly {
          readonly metric: Readonly<Record<string, string>>;
          readonly value: readonly [number, string];
        }[];
      };
}
