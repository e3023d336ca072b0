/** A MIME message, or one part of it. Header names are in lower case. */
export interface MimePart {
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded; of several parts, as it came. */
  readonly body: string;
  readonly parts: readonly MimePart[];
}

/** Reads what `nodemailer` writes: enough to see what was sent, not a mail reader. */
export function parseMime(raw: string): MimePart {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const headers = Object.fromEntries(
    head.split('\r\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())];
    }),
  );
  const content = raw.slice(end + 4);
  const [, boundary] = /boundary="([^"]+)"/.exec(headers['content-type'] ?? '') ?? [];
  const pieces = boundary === undefined ? [] : content.split(`--${boundary}`).slice(1, -1);
  return {
    headers,
    body: decodeBody(content, headers['content-transfer-encoding']),
    parts: pieces.map((piece) => parseMime(piece.replace(/^\r\n/, '').replace(/\r\n$/, ''))),
  };
}

function decodeBody(content: string, encoding = '7bit'): string {
  if (encoding === 'base64') return Buffer.from(content, 'base64').toString();
  return encoding === 'quoted-printable' ? unquoted(content.replace(/=\r\n/g, '')) : content;
}

function unquoted(text: string): string {
  const bytes = text.replace(/=([\dA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString();
}

/** RFC 2047. White space between two encoded words is none. */
function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, encoding: string, word: string) =>
      encoding.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString()
        : unquoted(word.replaceAll('_', ' ')),
    );
}
