/** The command line is wrong. The message says how, for the person who typed it. Nothing was done. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
