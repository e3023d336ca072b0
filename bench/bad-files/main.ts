import { fileURLToPath } from 'node:url';
import { maxGrowthMb, tryBadFiles } from './bad-files.ts';
import { badFiles } from './cases.ts';

const child = fileURLToPath(new URL('./child.js', import.meta.url));

console.log('| file | outcome | peak memory | time |\n|---|---|---|---|');
const all = await tryBadFiles(child, badFiles, ({ name, outcome, growthMb, ms }) =>
  console.log(`| ${name} | ${outcome} | +${growthMb} MB | ${ms} ms |`),
);
const wrong = all.filter((t) => t.outcome !== t.expected || t.growthMb > maxGrowthMb);
console.log(`\n${all.length} files, ${wrong.length} wrong; at most +${maxGrowthMb} MB each.`);
for (const { name, expected } of wrong) console.error(`${name}: expected ${expected}`);
process.exitCode = wrong.length > 0 ? 1 : 0;
