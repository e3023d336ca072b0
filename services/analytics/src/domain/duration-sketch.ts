/**
 * Durations as counts in buckets that grow by a constant factor, so that sketches are added by adding counts, and any
 * quantile is known to `relativeError`. The mapping of DDSketch: Masson, Rim and Lee, VLDB 2019.
 */
export const relativeError = 0.02;

const growth = (1 + relativeError) / (1 - relativeError);

/** The bucket of a duration in milliseconds. Bucket 0 is of what took no longer than one, or less than nothing by clocks that differ. */
export function bucketOf(ms: number): number {
  return ms <= 1 ? 0 : Math.ceil(Math.log(ms) / Math.log(growth));
}

/** The duration that differs least, relatively, from all of a bucket: in whole milliseconds. */
function middleOf(bucket: number): number {
  return bucket === 0 ? 0 : Math.round((2 * growth ** bucket) / (growth + 1));
}

/** How many durations there are. */
export function countOf(sketch: ReadonlyMap<number, number>): number {
  return [...sketch.values()].reduce((sum, count) => sum + count, 0);
}

/** The duration, in milliseconds, that a share `q` of all does not exceed: of the nearest rank. Null where there is none. */
export function quantileOf(sketch: ReadonlyMap<number, number>, q: number): number | null {
  const rank = Math.max(1, Math.ceil(q * countOf(sketch)));
  let seen = 0;
  for (const [bucket, count] of [...sketch].sort(([a], [b]) => a - b)) {
    seen += count;
    if (seen >= rank) return middleOf(bucket);
  }
  return null;
}
