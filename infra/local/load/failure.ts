/** Ends the run with a message for the person who started it, instead of a stack trace. */
export class Failure extends Error {
  /** 1: the system is away or did wrong. 2: the input or the options are wrong. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The first few of many lines, and how many more there are. */
export function excerpt(lines: readonly string[], most: number): string[] {
  const more = lines.length - most;
  return more > 0
    ? [...lines.slice(0, most), `… and ${more.toLocaleString('en')} more`]
    : [...lines];
}
