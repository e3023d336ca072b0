/** Whether an invariant holds, with the figures that say so. */
export interface Verdict {
  readonly invariant: string;
  readonly figures: string;
  /** What breaks it; empty when it holds. */
  readonly problems: readonly string[];
}

/** The verdicts, for a person to read. */
export function verdictLines(verdicts: readonly Verdict[]): string[] {
  return verdicts.flatMap(({ invariant, figures, problems }) => [
    `${problems.length === 0 ? 'holds ' : 'BROKEN'}  ${invariant.padEnd(14)}${figures}`,
    ...problems.map((problem) => `          ${problem}`),
  ]);
}
