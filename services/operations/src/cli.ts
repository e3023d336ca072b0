import { run } from './cli/run.ts';

const stopping = new AbortController();
// Once: whoever asks twice does not want to wait for what is under way.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());

process.exitCode = await run(process.argv.slice(2), {
  environment: process.env,
  stdout: (text) => void process.stdout.write(`${text}\n`),
  stderr: (text) => void process.stderr.write(`${text}\n`),
  signal: stopping.signal,
});
