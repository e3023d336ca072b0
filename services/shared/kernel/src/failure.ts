/** A business no: the request is understood and the answer is final. HTTP 409 or 422; a consumer commits it as a fact. */
export class Rejection extends Error {
  override readonly name = 'Rejection';
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  /** @param code a stable, kebab-case word that callers may switch on, e.g. `order-is-shipped` */
  constructor(code: string, details: Readonly<Record<string, unknown>> = {}) {
    super(code.replaceAll('-', ' '));
    this.code = code;
    this.details = details;
  }
}

/** A message that can never succeed, however often it is tried. Goes to the dead letters with this reason. */
export class InvalidMessage extends Error {
  override readonly name = 'InvalidMessage';
}

/** Something that we depend on is away or throttles. Nothing is wrong with the message; it is tried again later. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}
