import { Refusal } from '../domain/refusal.ts';
import { encodingOf } from './text.ts';

/** What an invoice can be written in. */
export type InvoiceFormat = 'xml' | 'json' | 'csv';

/** Ways to begin that are no text, and what begins so. */
const others: readonly (readonly [magic: string, what: string])[] = [
  ['1f8b', 'a gzip archive'],
  ['d0cf11e0a1b11ae1', 'an Office file, perhaps with a password'],
  ['377abcaf271c', 'a 7z archive'],
  ['526172211a07', 'a RAR archive'],
  ['ffd8ff', 'a JPEG picture'],
  ['89504e47', 'a PNG picture'],
  ['47494638', 'a GIF picture'],
  ['7b5c727466', 'an RTF text'],
];

/**
 * What a file is, by its content: a name can say anything.
 * @param head its first bytes
 * @throws Refusal for all that is neither XML nor JSON nor CSV; for PDF and zip see `lockedRefusal`
 */
export function formatOf(head: Uint8Array): InvoiceFormat | 'pdf' | 'zip' {
  const bytes = Buffer.from(head);
  const start = bytes.toString('latin1');
  if (start.includes('%PDF-')) return 'pdf';
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return 'zip';
  const hex = bytes.subarray(0, 16).toString('hex');
  const other = others.find(([magic]) => hex.startsWith(magic));
  if (other) throw unreadable(`It is ${other[1]}.`);
  if (encodingOf(head).startsWith('utf-16')) return 'xml';
  const text = start.replace(/^\xef\xbb\xbf/, '').trimStart();
  if (text === '') throw new Refusal('empty', 'The file is empty.');
  if (text.startsWith('<')) return 'xml';
  if (text.startsWith('{') || text.startsWith('[')) return 'json';
  if (start.includes('\0')) throw unreadable('It is not a text.');
  return 'csv';
}

/** Why a PDF or zip file is refused; from all of its bytes, because a PDF tells of its password at the end. */
export function lockedRefusal(kind: 'pdf' | 'zip', bytes: Buffer): Refusal {
  const isLocked = kind === 'pdf' ? bytes.includes('/Encrypt') : hasLockedEntry(bytes);
  const what = kind === 'pdf' ? 'a PDF' : 'a zip archive';
  if (!isLocked) return unreadable(`It is ${what}.`);
  const reason = `The file is ${what} with a password. Upload UBL, CSV or JSON without one.`;
  return new Refusal('password-protected', reason);
}

/** Bit 0 of an entry's flags says that it is encrypted. */
function hasLockedEntry(bytes: Buffer): boolean {
  for (let at = 0; (at = bytes.indexOf('PK\x03\x04', at, 'latin1')) >= 0; at += 4) {
    if (at + 8 <= bytes.length && (bytes.readUInt16LE(at + 6) & 1) === 1) return true;
  }
  return false;
}

function unreadable(what: string): Refusal {
  return new Refusal('wrong-type', `Invoices are UBL (XML), CSV or JSON. ${what}`);
}
