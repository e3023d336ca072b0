/** The most entries of one `PutEvents` or `SendMessageBatch`. */
const maxEntries = 10;
/** The most bytes of one call, and so of one entry. */
export const maxBytes = 256 * 1024;
/** Beside its body, an entry has a name, a source and a time. */
const overheadBytes = 512;

/** The size that counts against the limit. */
export function sizeOf(body: string): number {
  return Buffer.byteLength(body) + overheadBytes;
}

/** Packs the items, in their order, into as few calls as the limits allow. */
export function batchesOf<T>(items: readonly T[], bodyOf: (item: T) => string): T[][] {
  const batches: T[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = sizeOf(bodyOf(item));
    const last = batches.at(-1);
    if (last && last.length < maxEntries && bytes + size <= maxBytes) {
      last.push(item);
      bytes += size;
    } else {
      batches.push([item]);
      bytes = size;
    }
  }
  return batches;
}
