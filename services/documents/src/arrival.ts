import type { ObjectRef } from '@waybill/runtime/objects/object-store';

/** An upload that was heard of. */
export interface Arrival {
  readonly documentId: string;
  readonly sequencer: string;
  /** When S3 told of it. RFC 3339. */
  readonly uploadedAt: string;
  readonly object: ObjectRef;
  /** Bytes, as S3 told. */
  readonly size?: number;
}
