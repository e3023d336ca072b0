/** The first bytes, as many as asked for if there are so many, and all of them as if nothing had been read. */
export async function peek(
  chunks: AsyncIterable<Uint8Array>,
  bytes: number,
): Promise<{ head: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const source = chunks[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  for (let size = 0; size < bytes;) {
    const next = await source.next();
    if (next.done) break;
    taken.push(next.value);
    size += next.value.length;
  }
  async function* all(): AsyncGenerator<Uint8Array, void> {
    yield* taken.splice(0);
    yield* { [Symbol.asyncIterator]: () => source };
  }
  return { head: Buffer.concat(taken), all: all() };
}

/** All bytes at once. The source bounds them. */
export async function collected(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const taken: Uint8Array[] = [];
  for await (const chunk of chunks) taken.push(chunk);
  return Buffer.concat(taken);
}
