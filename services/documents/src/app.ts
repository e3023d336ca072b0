import { Aggregate } from '@waybill/runtime/aggregate';
import type { App } from '@waybill/runtime/app';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import { createAuthentication } from '@waybill/runtime/http/authentication';
import { createS3ObjectStore } from '@waybill/runtime/objects/s3-object-store';
import type { Platform } from '@waybill/runtime/platform';
import { createQueueConsumer } from '@waybill/runtime/queue/queue-consumer';
import { issuerOf, queueOptions } from '@waybill/runtime/settings';
import type { DocumentsConfig } from './config.ts';
import { consumers } from './consumers.ts';
import { documentContracts } from './domain/document-facts.ts';
import { document } from './domain/document.ts';
import { invoice, invoiceContracts } from './domain/invoice.ts';
import { Gate } from './gate.ts';
import { routes } from './http.ts';
import { InvoiceOffice } from './invoice-office.ts';
import type { InvoiceRow } from './invoice-row.ts';
import { PictureStudio } from './picture-studio.ts';
import { Reception } from './reception.ts';

/** Documents: suppliers' invoices and products' pictures, as they are uploaded. */
export async function createApp(platform: Platform, config: DocumentsConfig): Promise<App> {
  const store = createDynamoEventStore(platform, 'document-commits');
  const documents = new Aggregate(platform, {
    decider: document,
    store,
    contracts: documentContracts,
  });
  const invoices = new Aggregate(platform, {
    decider: invoice,
    store,
    contracts: invoiceContracts,
  });
  const objects = createS3ObjectStore(platform.aws);
  const reception = new Reception({
    platform,
    documents,
    objects,
    office: new InvoiceOffice({ log: platform.log, documents, invoices }),
    studio: new PictureStudio({ documents, objects, maxPixels: config.IMAGE_MAX_PIXELS }),
    gate: new Gate(config.DOCUMENTS_AT_ONCE),
    maxBytes: config.DOCUMENT_MAX_BYTES,
  });
  return {
    http: routes({
      invoices: createDynamoTable<InvoiceRow>(platform, 'invoices'),
      authenticate: createAuthentication(issuerOf(config)),
    }),
    queue: await createQueueConsumer(platform, consumers({ reception }), queueOptions(config)),
  };
}
