import type { TableDefinition } from '@waybill/contracts/resources';
import { topology } from '../../infra/topology.ts';

/** Every table of the system, by its logical name. */
export const tables: ReadonlyMap<string, TableDefinition> = new Map(
  topology.tables.map((table) => [table.name, table]),
);
