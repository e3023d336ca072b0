import type { InvoiceDraft } from '../domain/invoice-draft.ts';
import { Refusal } from '../domain/refusal.ts';
import { collected, peek } from './chunks.ts';
import { parseCsv } from './csv.ts';
import { formatOf, lockedRefusal } from './file-type.ts';
import { parseJson } from './json.ts';
import { decoded, encodingOf } from './text.ts';
import { parseUbl } from './ubl.ts';

const headBytes = 4_096;

/**
 * Reads an invoice, whatever it is written in.
 * @param chunks bounded by whoever gives them
 * @throws Refusal
 */
export async function parseInvoice(chunks: AsyncIterable<Uint8Array>): Promise<InvoiceDraft> {
  const { head, all } = await peek(chunks, headBytes);
  if (head.length === 0) throw new Refusal('empty', 'The file is empty.');
  const format = formatOf(head);
  if (format === 'pdf' || format === 'zip') throw lockedRefusal(format, await collected(all));
  const draft = await draftOf(format, head, all);
  if (draft.lines.length === 0) throw new Refusal('no-lines', 'The invoice has no lines.');
  return draft;
}

async function draftOf(
  format: 'xml' | 'json' | 'csv',
  head: Uint8Array,
  all: AsyncIterable<Uint8Array>,
): Promise<InvoiceDraft> {
  if (format === 'xml') return parseUbl(decoded(all, encodingOf(head)));
  const texts = decoded(all, 'utf-8');
  if (format === 'csv') return parseCsv(texts, Buffer.from(head).toString('latin1'));
  const parts: string[] = [];
  for await (const text of texts) parts.push(text);
  return parseJson(parts.join(''));
}
