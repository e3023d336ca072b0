/** A file that is of no use. The sentence is for whoever uploaded it, and quotes nothing of the content. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;

  /** @param code a stable, kebab-case word; `reason` has at most 200 characters */
  constructor(code: string, reason: string) {
    super(reason);
    this.code = code;
  }
}
