import { Type, type Static } from '@sinclair/typebox';
import { event } from './contract.ts';
import { Currency, Instant, ProductId, ProductQuantity, Reason } from './values.ts';

/** The most lines that one invoice may have: their products travel in one event of at most 256 KB. */
export const maxInvoiceLines = 2_000;

/** One key of the bucket, whatever is uploaded to it. */
export const DocumentId = Type.String({ pattern: '^document-[0-9a-f]{40}$' });
/** One number of one supplier, in whichever files it comes. */
export const InvoiceId = Type.String({ pattern: '^invoice-[0-9a-f]{40}$' });
/** Where S3 places an upload among those to the same key; see `isLater`. */
export const Sequencer = Type.String({ minLength: 1, maxLength: 100 });
/** A stable, kebab-case word that a program may switch on. */
export const Code = Type.String({ pattern: '^[a-z]+(-[a-z]+)*$', maxLength: 60 });
/** As S3 has it, raw. */
export const ObjectKey = Type.String({ minLength: 1, maxLength: 1_024 });

/** A picture of a product in one size, as a WebP object in the bucket of the documents. */
export const Thumbnail = Type.Object({
  /** The longer side at most, in pixels; a smaller picture is not made larger. */
  size: Type.Integer({ minimum: 1 }),
  width: Type.Integer({ minimum: 1 }),
  height: Type.Integer({ minimum: 1 }),
  /** Made of the content, which therefore never changes. */
  key: ObjectKey,
});
export type Thumbnail = Static<typeof Thumbnail>;

/** A supplier's invoice or credit note has come in and was read: once a supplier and number. */
export const InvoiceReceived = event('document-service', 'InvoiceReceived', 1, {
  invoiceId: InvoiceId,
  documentId: DocumentId,
  sequencer: Sequencer,
  kind: Type.Union([Type.Literal('invoice'), Type.Literal('credit-note')]),
  currency: Currency,
  /** What is to be paid, as a decimal number; below zero if the supplier owes. */
  payable: Type.String({ pattern: '^-?[0-9]{1,40}([.][0-9]{1,20})?$' }),
  /** The goods that came, each product once; none of a credit note. Lines that name no product are left out. */
  goods: Type.Array(ProductQuantity, { maxItems: maxInvoiceLines }),
  /** What staff should look at, by kind; the row of the invoice has the details. */
  findings: Type.Array(Code, { maxItems: 50 }),
});

/** Thumbnails of a product's picture are ready. Of several pictures the newest is the product's. */
export const ImageProcessed = event('document-service', 'ImageProcessed', 1, {
  productId: ProductId,
  documentId: DocumentId,
  sequencer: Sequencer,
  /** Orders pictures under different keys, which sequencers cannot. */
  uploadedAt: Instant,
  thumbnails: Type.Array(Thumbnail, { minItems: 1, maxItems: 10 }),
});

/** An upload is of no use, and nothing but another upload will change that. */
export const DocumentRejected = event('document-service', 'DocumentRejected', 1, {
  documentId: DocumentId,
  sequencer: Sequencer,
  key: ObjectKey,
  code: Code,
  /** A sentence for whoever uploaded it. Quotes nothing of the content. */
  reason: Reason,
});
