import type { TableDefinition } from '@waybill/contracts/resources';

/** How far one application has read one shard, and which pod reads it. The layout is KCL's, so that its users can read it. */
export interface Lease {
  /** `<application>/<stream>/<shard>`. */
  readonly leaseKey: string;
  /** The pod that reads the shard; absent when nobody does. */
  readonly leaseOwner?: string;
  /** Rises with every write. One that stands still for the lease's time belongs to a pod that is gone. */
  readonly leaseCounter: number;
  /** A sequence number, `TRIM_HORIZON` before the first, `SHARD_END` after the last. */
  readonly checkpoint: string;
  readonly ownerSwitchesSinceCheckpoint: number;
  readonly parentShardId?: readonly string[];
  /** The pod that asks for the shard, and to which its owner hands it when what it has begun is done. */
  readonly leaseWantedBy?: string;
}

export const trimHorizon = 'TRIM_HORIZON';
export const shardEnd = 'SHARD_END';

/** The table of all leases. */
export const leasesTable = 'leases';

/** The table as it is created. */
export const leasesDefinition: TableDefinition = { name: leasesTable, partitionKey: 'leaseKey' };
