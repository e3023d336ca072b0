import { Refusal } from '../domain/refusal.ts';

/** How a text is encoded: by its byte order mark, else as its XML declaration says, else UTF-8. */
export function encodingOf(head: Uint8Array): string {
  const [a, b] = head;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be';
  const start = Buffer.from(head.subarray(0, 200)).toString('latin1');
  return /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']/.exec(start)?.[1] ?? 'utf-8';
}

/**
 * The text of the bytes, without a byte order mark.
 * @throws Refusal where the bytes are not what the encoding allows
 */
export async function* decoded(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<string, void> {
  const decoder = decoderOf(encoding);
  for await (const chunk of chunks) {
    const text = attempt(() => decoder.decode(chunk, { stream: true }));
    if (text.length > 0) yield text;
  }
  const rest = attempt(() => decoder.decode());
  if (rest.length > 0) yield rest;
}

function decoderOf(encoding: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new Refusal('encoding-unknown', 'The file names a text encoding that is not known.');
  }
}

function attempt(decode: () => string): string {
  try {
    return decode();
  } catch {
    const reason = 'The text is not encoded as it should be; save the file as UTF-8.';
    throw new Refusal('encoding-wrong', reason);
  }
}
