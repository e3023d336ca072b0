import { createHash } from 'node:crypto';

/** The aggregate of a key. A hash, because a key may be longer than an id, and of any characters. */
export function documentIdOf(bucket: string, key: string): string {
  return `document-${hashOf(bucket, key)}`;
}

/** The aggregate of a supplier's number. Credit notes are numbered apart. */
export function invoiceIdOf(kind: string, supplierId: string, number: string): string {
  return `invoice-${hashOf(kind, supplierId.replace(/\s+/g, '').toUpperCase(), number)}`;
}

/** The name of bytes that never changes, and that no other bytes have. */
export function contentHashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}

function hashOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40);
}
