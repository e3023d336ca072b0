/** What the envelope needs of a MIME message. */
export interface MimeSummary {
  readonly from: string | undefined;
  readonly to: string[];
  readonly cc: string[];
  readonly replyTo: string[];
  readonly subject: string;
  readonly text: string | undefined;
  readonly html: string | undefined;
}

/** Reads the headers and, of a message that is one part, the body; multipart bodies stay in the raw text. */
export function summariseMime(raw: string): MimeSummary {
  const [head = '', ...rest] = raw.split(/\r?\n\r?\n/);
  const unfolded = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const header = (name: string) =>
    unfolded
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim();
  const mailboxes = (name: string) => splitMailboxes(header(name) ?? '');
  const type = header('content-type') ?? 'text/plain';
  const body = rest.join('\r\n\r\n');
  return {
    from: header('from'),
    to: mailboxes('to'),
    cc: mailboxes('cc'),
    replyTo: mailboxes('reply-to'),
    subject: decodeWords(header('subject') ?? ''),
    text: type.startsWith('text/plain') ? body : undefined,
    html: type.startsWith('text/html') ? body : undefined,
  };
}

/** Commas separate mailboxes, except within quotes. */
function splitMailboxes(list: string): string[] {
  return (list.match(/(?:"[^"]*"|[^,])+/g) ?? []).map((mailbox) => mailbox.trim()).filter(Boolean);
}

/** RFC 2047: `=?UTF-8?B?…?=` and `=?UTF-8?Q?…?=`. */
function decodeWords(text: string): string {
  return text.replace(/=\?[\w-]+\?([BQ])\?([^?]*)\?=\s*/gi, (_, encoding: string, word: string) => {
    if (encoding.toUpperCase() === 'B') return Buffer.from(word, 'base64').toString();
    const percent = word
      .replaceAll('_', ' ')
      .replace(/%/g, '%25')
      .replace(/=([\dA-F]{2})/gi, '%$1');
    return decodeURIComponent(percent);
  });
}
