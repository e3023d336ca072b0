import { changes } from '@waybill/contracts/names';
import { commitTable, type TableDefinition } from '@waybill/contracts/resources';

/** The tables of payments. */
export const tables: readonly TableDefinition[] = [commitTable('payment-commits', changes)];
