import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ublInvoice } from '../../infra/local/scenario/ubl-invoice.ts';
import type { BadFile } from './cases.ts';
import { picture } from './made-files.ts';

/** The most by which one file may raise the memory of its process, in megabytes. */
export const maxGrowthMb = 250;

/** What came of a bad file. */
export interface Tried extends Pick<BadFile, 'name'> {
  readonly expected: string;
  readonly outcome: string;
  readonly growthMb: number;
  readonly ms: number;
}

/**
 * Tries bad files, each in a process of its own that has read a good picture and a good invoice before.
 * @param child the built `child.ts`
 */
export async function tryBadFiles(
  child: string,
  files: readonly BadFile[],
  tell: (tried: Tried) => void = () => undefined,
): Promise<Tried[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bad-files-'));
  try {
    const good = await goodFiles(folder);
    const all: Tried[] = [];
    for (const { name, key, make, outcome: expected } of files) {
      const path = join(folder, 'bad');
      await make(path);
      const args = [child, ...good, path, `uploads/${key}`];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      const tried = { name, expected, ...(JSON.parse(stdout) as Omit<Tried, 'name' | 'expected'>) };
      all.push(tried);
      tell(tried);
    }
    return all;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function goodFiles(folder: string): Promise<string[]> {
  const [jpeg, xml] = [join(folder, 'good.jpg'), join(folder, 'good.xml')];
  writeFileSync(jpeg, await picture(1_000, 800).jpeg().toBuffer());
  writeFileSync(xml, ublInvoice({ number: 'BEFORE' }));
  return [jpeg, 'uploads/images/GOOD.jpg', xml, 'uploads/invoices/good.xml'];
}
