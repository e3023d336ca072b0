/**
 * What a handler throws when it has done with a batch but for some records, which nobody can handle as things are:
 * those are parked, and nothing of the batch is tried again.
 */
export class SomeFailed extends Error {
  override readonly name = 'SomeFailed';
  /** Why, by the record's position in the batch. */
  readonly failures: ReadonlyMap<number, Error>;

  constructor(failures: ReadonlyMap<number, Error>) {
    super(`${failures.size} records of the batch are left out`);
    this.failures = failures;
  }
}
