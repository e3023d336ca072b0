import type { TableDefinition } from '@waybill/contracts/resources';

/** The tables of the relay: how far every application has read every shard. */
export const tables: readonly TableDefinition[] = [{ name: 'leases', partitionKey: 'leaseKey' }];
