import { Refusal } from '../domain/refusal.ts';

/** Refuses what is no picture of a kind that browsers show, by its first bytes: a name can say anything. */
export function requirePicture(bytes: Buffer): void {
  if (bytes.length === 0) throw new Refusal('empty', 'The file is empty.');
  if (isPicture(bytes)) return;
  const start = bytes.subarray(0, 1_024).toString('latin1').trimStart();
  const isSvg = start.startsWith('<') && /<svg|<\?xml|<!DOCTYPE/i.test(start);
  const what = isSvg ? ' It is a drawing or text in XML, which may hold scripts.' : '';
  throw new Refusal('wrong-type', `Pictures are JPEG, PNG, WebP, AVIF or GIF.${what}`);
}

function isPicture(bytes: Buffer): boolean {
  const text = (from: number, to: number): string => bytes.toString('latin1', from, to);
  if (text(0, 3) === '\xff\xd8\xff') return true;
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return true;
  if (/^GIF8[79]a$/.test(text(0, 6))) return true;
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return true;
  return text(4, 8) === 'ftyp' && /avi[fs]/.test(text(8, 40));
}
