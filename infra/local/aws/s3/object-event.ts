import { accountId } from '../emulator.ts';
import type { ObjectChange } from './object-change.ts';

/** An event for the default bus. */
export interface S3Event {
  source: string;
  detailType: string;
  detail: unknown;
  resources: string[];
}

export interface ChangedObject {
  readonly bucket: string;
  readonly key: string;
  readonly requestId: string;
  /** Of an object that was created. */
  readonly size?: number;
  readonly etag?: string;
}

let lastSequence = 0;

/** Later changes have greater sequencers, as hexadecimal strings of one length. */
function nextSequencer(): string {
  lastSequence = Math.max(lastSequence + 1, Date.now() * 1000);
  return lastSequence.toString(16).toUpperCase().padStart(18, '0');
}

/**
 * The event that S3 sends to EventBridge.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function objectEvent(
  { kind, reason }: ObjectChange,
  { bucket, key, requestId, size, etag }: ChangedObject,
): S3Event {
  const sequencer = nextSequencer();
  return {
    source: 'aws.s3',
    detailType: kind === 'created' ? 'Object Created' : 'Object Deleted',
    resources: [`arn:aws:s3:::${bucket}`],
    detail: {
      version: '0',
      bucket: { name: bucket },
      object: { key, size, etag, sequencer },
      'request-id': requestId,
      requester: accountId,
      'source-ip-address': '127.0.0.1',
      reason,
      ...(kind === 'deleted' && { 'deletion-type': 'Permanently Deleted' }),
    },
  };
}
