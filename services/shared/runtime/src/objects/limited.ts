import { ObjectTooLarge } from './object-store.ts';

/** The chunks as they come, cut off by an error where they are more than so many bytes. */
export async function* limited(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Uint8Array, void> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new ObjectTooLarge(`more than ${maxBytes} bytes`);
    yield chunk;
  }
}
