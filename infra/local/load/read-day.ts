import { readFile } from 'node:fs/promises';
import type { Arguments } from './arguments.ts';
import { parseCsv } from './csv.ts';
import { dayOf, type Day } from './day.ts';
import { describeDay } from './describe-day.ts';
import { Failure } from './failure.ts';
import { seededRows } from './seeded-day.ts';

/** The day that was asked for: the file's, or a made one. Throws a `Failure` where there is nothing to replay. */
export async function readDay({ file, seed }: Pick<Arguments, 'file' | 'seed'>): Promise<Day> {
  if (file === undefined) return dayOf(`A made day (seed ${seed})`, seededRows(seed));
  const day = dayOf(file, parseCsv(file, decode(file, await contentOf(file))));
  if (day.invoices.length > 0) return day;
  throw new Failure([...describeDay(day), `${file}: there is no sale to replay`].join('\n'), 2);
}

async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = String((error as { code?: unknown }).code);
    const reasons: Record<string, string> = {
      ENOENT: 'there is no such file',
      EISDIR: 'this is a folder, not a file',
      EACCES: 'this file may not be read',
    };
    throw new Failure(`${file}: ${reasons[code] ?? `cannot be read (${code})`}`, 2);
  }
}

function decode(file: string, content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    const before = content.subarray(0, firstForeignByte(content)).toString();
    throw new Failure(`${file}:${before.split('\n').length}: this is no UTF-8 text`, 2);
  }
}

/** Decoding and encoding again keeps every byte until the first that is no UTF-8. */
function firstForeignByte(content: Buffer): number {
  const roundTrip = Buffer.from(content.toString());
  return content.findIndex((byte, index) => byte !== roundTrip[index]);
}
