import type { DataOf } from '@waybill/contracts/contract';
import type { ObjectCreated } from '@waybill/contracts/s3-notices';
import type { Delivery } from '@waybill/kernel/consumer';
import { Unavailable } from '@waybill/kernel/failure';
import type { Aggregate } from '@waybill/runtime/aggregate';
import { ObjectTooLarge, type ObjectStore } from '@waybill/runtime/objects/object-store';
import type { Platform } from '@waybill/runtime/platform';
import type { Write } from '@waybill/runtime/writes';
import type { Arrival } from './arrival.ts';
import { placeOf } from './domain/document.ts';
import type { Document, DocumentCommand, DocumentEvent } from './domain/document.ts';
import { Refusal } from './domain/refusal.ts';
import { uploadOf, type Upload } from './domain/upload.ts';
import type { Gate } from './gate.ts';
import { documentIdOf } from './ids.ts';
import type { InvoiceOffice } from './invoice-office.ts';
import { invoiceRow } from './invoice-row.ts';
import type { PictureStudio } from './picture-studio.ts';
import { tagsOf } from './tags.ts';

/** What the reception works with. */
export interface Adapters {
  readonly platform: Pick<Platform, 'log' | 'metrics'>;
  readonly documents: Aggregate<Document, DocumentCommand, DocumentEvent>;
  readonly objects: ObjectStore;
  readonly office: InvoiceOffice;
  readonly studio: PictureStudio;
  readonly gate: Gate;
  readonly maxBytes: number;
}

type Wanted = Exclude<Upload, { kind: 'other' }>;

/** Takes uploads in: each has exactly one outcome, and none makes a message fail for what is in the file. */
export class Reception {
  readonly #adapters: Adapters;

  constructor(adapters: Adapters) {
    this.#adapters = adapters;
  }

  /** Sees to an upload, unless it was seen to or is not the newest of its key. */
  async receive(
    { bucket, object }: DataOf<typeof ObjectCreated>,
    { metadata, signal }: Delivery,
  ): Promise<void> {
    const { documents, gate } = this.#adapters;
    const upload = uploadOf(object.key);
    if (upload.kind === 'other') {
      this.#count(upload, 'ignored');
      return;
    }
    const { key, etag, 'version-id': versionId, sequencer, size } = object;
    const documentId = documentIdOf(bucket.name, key);
    const ref = {
      bucket: bucket.name,
      key,
      ...(etag && { etag }),
      ...(versionId && { versionId }),
    };
    const arrival = {
      ...{ documentId, sequencer, size, object: ref },
      uploadedAt: new Date(metadata.occurredAt).toISOString(),
    };
    const { state } = await documents.load(documentId);
    const place = placeOf(state, sequencer);
    if (place === 'older') {
      this.#count(upload, 'superseded');
      return;
    }
    if (place === 'newer') {
      const outcome = await gate.run(() => this.#handle(upload, arrival, signal));
      this.#count(upload, outcome);
      if (outcome === 'gone' || outcome === 'superseded') return;
    } else this.#count(upload, 'repeated');
    await this.#tag(arrival);
  }

  async #handle(upload: Wanted, arrival: Arrival, signal: AbortSignal): Promise<string> {
    const { documents } = this.#adapters;
    try {
      const missing = await this.#read(upload, arrival, signal);
      if (missing) return missing;
    } catch (error) {
      await this.#reject(upload, arrival, this.#refusalOf(error));
    }
    // Another upload to the key may have been faster.
    const { state } = await documents.load(arrival.documentId);
    const isOurs = placeOf(state, arrival.sequencer) === 'same';
    return isOurs && state.status === 'seen' ? state.outcome.outcome : 'superseded';
  }

  async #read(
    upload: Wanted,
    arrival: Arrival,
    signal: AbortSignal,
  ): Promise<'gone' | 'superseded' | undefined> {
    const { objects, office, studio, maxBytes } = this.#adapters;
    if (upload.kind === 'image' && upload.productId === undefined) {
      throw new Refusal('no-product', 'Name the picture PRODUCT_ID.jpg, or .png, .webp and so on.');
    }
    if ((arrival.size ?? 0) > maxBytes) throw new ObjectTooLarge();
    const content = await objects.get(arrival.object, { maxBytes, signal });
    // What has its place is told of by a notice of its own.
    if (content === 'gone') return 'gone';
    if (content === 'changed') return 'superseded';
    try {
      const { chunks } = content;
      if (upload.kind === 'invoice') await office.file(arrival, chunks);
      else await studio.illustrate(upload.productId ?? '', arrival, chunks);
    } finally {
      content.discard();
    }
    return undefined;
  }

  async #reject(upload: Wanted, arrival: Arrival, { code, message }: Refusal): Promise<void> {
    const { documents, platform } = this.#adapters;
    const { documentId, sequencer, object } = arrival;
    const reason = message.slice(0, 200);
    const row = { ...invoiceRow(arrival, { status: 'rejected', reason }) };
    const beside: Write[] =
      upload.kind === 'invoice' ? [{ kind: 'put', table: 'invoices', item: row }] : [];
    const told = { documentId, sequencer, key: object.key, code, reason };
    await documents.execute(documentId, { type: 'reject', ...told }, false, beside);
    platform.log.info({ documentId, code }, 'document-rejected');
  }

  /** What is wrong with the file, if it is the file. */
  #refusalOf(error: unknown): Refusal {
    if (error instanceof Refusal) return error;
    if (error instanceof ObjectTooLarge) {
      const most = Math.floor(this.#adapters.maxBytes / 1_000_000);
      return new Refusal('too-large', `The file is larger than ${most} MB.`);
    }
    throw error;
  }

  /** For people who look at the bucket; whatever else refuses it, the outcome is committed already. */
  async #tag({ documentId, object, sequencer }: Arrival): Promise<void> {
    const { documents, objects, platform } = this.#adapters;
    const { state } = await documents.load(documentId);
    if (state.status === 'new' || placeOf(state, sequencer) !== 'same') return;
    try {
      await objects.tag(object, tagsOf(state.outcome));
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      platform.log.warn({ documentId, err: error }, 'document-not-tagged');
    }
  }

  #count({ kind }: Upload, outcome: string): void {
    this.#adapters.platform.metrics.documents.inc({ kind, outcome });
  }
}
