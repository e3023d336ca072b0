import { randomBytes } from 'node:crypto';
import { wallClock } from './load/clock.ts';
import { load } from './load/load.ts';
import { bars, lines } from './load/progress.ts';

const print = (line: string) => console.log(line);

process.exitCode = await load(process.argv.slice(2), {
  clock: wallClock,
  runId: Date.now().toString(36) + randomBytes(3).toString('hex'),
  progress: process.stdout.isTTY ? bars(process.stdout) : lines(print, wallClock),
  print,
  complain: (line) => console.error(line),
});
