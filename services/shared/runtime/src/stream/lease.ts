/** How far one application has read one shard. The layout is KCL's, so that its tools can read it. */
export interface Lease {
  /** `<application>/<stream>/<shard>`. */
  readonly leaseKey: string;
  /** A sequence number, `TRIM_HORIZON` before the first, `SHARD_END` after the last. */
  readonly checkpoint: string;
}

export const trimHorizon = 'TRIM_HORIZON';
export const shardEnd = 'SHARD_END';

/** The table of all leases. */
export const leasesTable = 'leases';
