import type { Outcome } from './simulation.ts';

const tailLines = 60;

/** What a seed came to, for a reader: what does not hold, and how it came to that. */
export function reportOf({ seed, violations, trace }: Outcome, isWhole = false): string {
  const lines = trace();
  const shown = isWhole || violations.length === 0 ? lines : lines.slice(-tailLines);
  const broken = violations.flatMap(({ invariant, details }) => [
    `✗ ${invariant}`,
    ...details.map((detail) => `    ${detail}`),
  ]);
  return [
    violations.length === 0 ? `Seed ${seed}: every invariant holds` : `Seed ${seed} is violated`,
    ...broken,
    ...(isWhole || violations.length > 0 ? ['', ...shown] : []),
    ...(violations.length > 0 ? ['', `npm run simulate -- --seed ${seed} --trace`] : []),
  ].join('\n');
}
