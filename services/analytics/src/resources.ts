import type { TableDefinition } from '@waybill/contracts/resources';

/** Orders as far as they are known, and the figures that follow from them. */
export const analyticsTable: TableDefinition = {
  name: 'analytics',
  partitionKey: 'partition',
  sortKey: { name: 'entry', type: 'S' },
};

/** The tables of analytics. */
export const tables: readonly TableDefinition[] = [analyticsTable];
