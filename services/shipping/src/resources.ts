import { changes } from '@waybill/contracts/names';
import { commitTable, type TableDefinition } from '@waybill/contracts/resources';

/** The tables of shipping. */
export const tables: readonly TableDefinition[] = [commitTable('shipment-commits', changes)];
