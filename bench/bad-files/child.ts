import { readFileSync, writeFileSync } from 'node:fs';
import { createReader } from './reader.ts';

/** Reads the files that the arguments name as `path key …`, the first ones to warm up, and prints what became of the last. */
const args = process.argv.slice(2);
const read = createReader();
const steps = Array.from({ length: args.length / 2 }, (_, i) => args.slice(i * 2, i * 2 + 2));
const last = steps.pop() ?? [];
for (const [path = '', key = ''] of steps) await read(path, key);

const megabytes = (bytes: number): number => Math.round(bytes / 1_000_000);
const before = process.memoryUsage.rss();
const peakBytes = watchPeak();
const began = performance.now();
const outcome = await read(last[0] ?? '', last[1] ?? '').catch(
  (error: unknown) => `FAILED: ${String(error)}`,
);
const ms = Math.round(performance.now() - began);
const growthMb = Math.max(0, megabytes(peakBytes() - before));
console.log(JSON.stringify({ outcome, growthMb, ms }));

/** The kernel's own peak where it can be reset; else the highest sample, or what Node knows. */
function watchPeak(): () => number {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
    return () => {
      const [, kilobytes = '0'] =
        /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
      return Number(kilobytes) * 1_024;
    };
  } catch {
    return () => process.resourceUsage().maxRSS * 1_024;
  }
}
