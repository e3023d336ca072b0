import { build } from 'esbuild';
import { maxGrowthMb, tryBadFiles, type Tried } from './bad-files.ts';
import { badFiles } from './cases.ts';

const outfile = 'bench/dist/bad-files/child-under-test.js';

/** Every fourth: `npm run bad-files` tries them all, and so does `.ci/run`. */
const some = badFiles.filter((_, i) => i % 4 === 0);

describe('bad files', () => {
  let all: Tried[];

  beforeAll(async () => {
    await build({
      entryPoints: ['bench/bad-files/child.ts'],
      ...{ outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20' },
      external: ['sharp'],
      banner: {
        js: "import { createRequire as $r } from 'node:module'; const require = $r(import.meta.url);",
      },
    });
    all = await tryBadFiles(outfile, some);
  }, 600_000);

  it('are more than twenty, each with exactly its outcome', () => {
    expect(badFiles.length).toBeGreaterThan(20);
    expect(all.length).toBe(some.length);
    expect(all.filter(({ outcome, expected }) => outcome !== expected)).toEqual([]);
  });

  it('never take memory past the limit', () => {
    expect(all.filter(({ growthMb }) => growthMb > maxGrowthMb)).toEqual([]);
  });
});
