import { changes, documentsBucket } from '@waybill/contracts/names';
import {
  commitTable,
  type BucketDefinition,
  type TableDefinition,
} from '@waybill/contracts/resources';

/** The tables of documents. */
export const tables: readonly TableDefinition[] = [
  commitTable('document-commits', changes),
  {
    name: 'invoices',
    partitionKey: 'documentId',
    indexes: [
      { name: 'by-arrival', partitionKey: 'shelf', sortKey: 'uploadedAt', projects: 'ALL' },
    ],
  },
];

/** The buckets of documents. */
export const buckets: readonly BucketDefinition[] = [{ name: documentsBucket }];
