import type { AnyContract, Entry } from '@waybill/contracts/contract';
import { violations } from '@waybill/contracts/validation';
import { Rejection } from '@waybill/kernel/failure';

/** The most bytes of entries that a commit may have, so that item, change record and bus entry all hold it. */
export const maxCommitBytes = 300_000;
/** The most bytes of one published entry: with its metadata, the bus takes 256 KB. */
const maxMessageBytes = 250_000;

/** Refuses entries that break their contract, before anything is stored. A breach is a bug of the domain, not of a client. */
export function createAppendValidation(contracts: readonly AnyContract[]) {
  const known = new Map(contracts.map((c) => [`${c.type}.v${c.schemaVersion}`, c]));
  return (entries: readonly Entry[]): void => {
    for (const { type, schemaVersion, data } of entries) {
      const contract = known.get(`${type}.v${schemaVersion}`);
      if (!contract)
        throw new Error(`${type} v${schemaVersion} is not among the aggregate's contracts`);
      const [wrong] = violations(contract.schema, data);
      if (wrong) throw new Error(`${type}${wrong.field} ${wrong.message}`);
    }
    const sizes = entries.map((entry) => Buffer.byteLength(JSON.stringify(entry)));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    const isTooLarge = entries.some(
      ({ kind }, i) => kind !== 'private' && (sizes[i] ?? 0) > maxMessageBytes,
    );
    if (bytes > maxCommitBytes || isTooLarge)
      throw new Rejection('too-large-for-one-commit', { bytes });
  };
}
