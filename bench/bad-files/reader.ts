import { document } from '@waybill/documents/domain/document';
import { documentContracts } from '@waybill/documents/domain/document-facts';
import { invoice, invoiceContracts } from '@waybill/documents/domain/invoice';
import { Gate } from '@waybill/documents/gate';
import { InvoiceOffice } from '@waybill/documents/invoice-office';
import { PictureStudio } from '@waybill/documents/picture-studio';
import { Reception } from '@waybill/documents/reception';
import { tables } from '@waybill/documents/resources';
import { Aggregate } from '@waybill/runtime/aggregate';
import { limited } from '@waybill/runtime/objects/limited';
import type { ObjectStore } from '@waybill/runtime/objects/object-store';
import { MemoryEventStore } from '@waybill/testing/memory-event-store';
import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import { MemoryTable } from '@waybill/testing/memory-table';
import { createReadStream } from 'node:fs';

/** The service's reception over files instead of S3, with everything else in memory. */
export function createReader() {
  const platform = createMemoryPlatform({ service: 'documents' });
  const invoices = tables.filter(({ name }) => name === 'invoices');
  const store = new MemoryEventStore({ tables: invoices.map((each) => new MemoryTable(each)) });
  const documents = new Aggregate(platform, {
    decider: document,
    store,
    contracts: documentContracts,
  });
  const told = new Aggregate(platform, { decider: invoice, store, contracts: invoiceContracts });
  const files = new Map<string, string>();
  const objects: ObjectStore = {
    // Says no size, so that what is too large must be cut off.
    get: ({ key }, { maxBytes }) => {
      const file = createReadStream(files.get(key) ?? '');
      const discard = (): void => void file.destroy();
      return Promise.resolve({ chunks: limited(file, maxBytes), discard });
    },
    put: () => Promise.resolve(),
    tag: () => Promise.resolve('tagged'),
  };
  const reception = new Reception({
    platform,
    documents,
    objects,
    office: new InvoiceOffice({ log: platform.log, documents, invoices: told }),
    studio: new PictureStudio({ documents, objects, maxPixels: 50_000_000 }),
    gate: new Gate(2),
    maxBytes: 25_000_000,
  });
  let sequence = 0;

  /** Reads a file as if it had been uploaded, and says what came of it. */
  return async function read(path: string, key: string): Promise<string> {
    files.set(key, path);
    const before = store.commits.length;
    const sequencer = (sequence += 1).toString(16).padStart(8, '0');
    const metadata = {
      ...{ eventId: sequencer, schemaVersion: 1, aggregateId: 'aws.s3', version: 1 },
      ...{ occurredAt: '2026-01-01T00:00:00.000Z', correlationId: 'bad-files' },
    };
    const { signal } = new AbortController();
    const created = { bucket: { name: 'b' }, object: { key, sequencer } };
    await reception.receive(created, { metadata, signal });
    const entries = store.commits.slice(before).flatMap((commit) => commit.entries);
    return entries.map(({ type, data }) => outcomeOf(type, data as Data)).join(' ');
  };
}

interface Data {
  readonly code?: string;
  readonly findings?: readonly string[];
  readonly thumbnails?: readonly { width: number; height: number }[];
  readonly outcome?: string;
}

function outcomeOf(
  type: string,
  { code = '', findings = [], thumbnails = [], outcome = '' }: Data,
): string {
  if (type === 'DocumentRejected') return `rejected: ${code}`;
  if (type === 'InvoiceReceived') return ['told', ...findings].join(' ');
  if (type === 'ImageProcessed') {
    return `processed ${thumbnails.map(({ width, height }) => `${width}x${height}`).join(' ')}`;
  }
  return outcome;
}
