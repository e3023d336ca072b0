import type { TableDefinition } from '@waybill/contracts/resources';

/** The tables of the relay: who reads which shard for every application, and how far it has come. */
export const tables: readonly TableDefinition[] = [{ name: 'leases', partitionKey: 'leaseKey' }];
