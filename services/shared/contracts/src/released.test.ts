import { everyContract } from '@waybill/testing/every-contract';
import { breaksOf } from '@waybill/testing/schema-compatibility';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AnyContract } from './contract.ts';

const folder = fileURLToPath(new URL('../released', import.meta.url));
const howToRelease = 'run: UPDATE_RELEASED=1 npx jest services/shared/contracts';

const fileOf = ({ type, schemaVersion }: AnyContract) => `${type}.v${schemaVersion}.json`;

/** All that others rely on, as plain JSON. */
function formOf({ kind, type, schemaVersion, source, owner, schema }: AnyContract): string {
  return JSON.stringify({ kind, type, schemaVersion, source, owner, schema }, null, 2);
}

function breaks(contract: AnyContract): string[] {
  const released: unknown = JSON.parse(readFileSync(join(folder, fileOf(contract)), 'utf8'));
  return breaksOf(released, JSON.parse(formOf(contract)));
}

/** Writes what is new, or has grown without breaking anybody; never over a form that others may rely on. */
function release(contracts: readonly AnyContract[]): void {
  mkdirSync(folder, { recursive: true });
  for (const contract of contracts) {
    const file = join(folder, fileOf(contract));
    if (!existsSync(file) || breaks(contract).length === 0) writeFileSync(file, formOf(contract));
  }
  execFileSync('npx', ['prettier', '--log-level', 'silent', '--write', folder]);
}

describe('the released contracts', () => {
  let contracts: readonly AnyContract[];

  beforeAll(async () => {
    contracts = await everyContract();
    if (process.env.UPDATE_RELEASED) release(contracts);
  });

  it('are those of the code, each by a name of its own', () => {
    const files = contracts.map(fileOf);
    expect(files.filter((file, index) => files.indexOf(file) < index)).toEqual([]);
    expect(files.length).toBeGreaterThan(30);
  });

  it('hold every contract', () => {
    const missing = contracts.map(fileOf).filter((file) => !existsSync(join(folder, file)));
    expect(missing.map((file) => `${file} is not released; ${howToRelease}`)).toEqual([]);
  });

  it('are all still there: events live as long as their tables', () => {
    const files = new Set(contracts.map(fileOf));
    expect(readdirSync(folder).filter((file) => !files.has(file))).toEqual([]);
  });

  it('are understood by all who know the released form; else make a new version beside it', () => {
    const known = contracts.filter((contract) => existsSync(join(folder, fileOf(contract))));
    const broken = known.map((contract) => [fileOf(contract), breaks(contract)] as const);
    expect(broken.filter(([, reasons]) => reasons.length > 0)).toEqual([]);
  });
});
