import type { Commit } from '@waybill/kernel/commit';

/** Everything is out but for some messages of these commits: they are too large, or their destination is broken. */
export class Undeliverable extends Error {
  override readonly name = 'Undeliverable';
  readonly failures: ReadonlyMap<Commit, Error>;

  constructor(failures: ReadonlyMap<Commit, Error>) {
    super([...new Set([...failures.values()].map(({ message }) => message))].join('; '));
    this.failures = failures;
  }
}
