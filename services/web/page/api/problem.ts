/** A problem (RFC 9457) that a service answered with. */
export class ApiProblem extends Error {
  readonly status: number;
  /** Stable; see docs/http.md. */
  readonly code: string;
  /** Which fields are wrong, and how. */
  readonly errors: readonly { readonly field: string; readonly message: string }[];

  constructor(status: number, body: unknown) {
    const { code, title, detail, errors } = (body ?? {}) as Partial<
      Record<'code' | 'title' | 'detail', string>
    > & { errors?: ApiProblem['errors'] };
    super(detail ?? title ?? `The service answered ${status}.`);
    this.status = status;
    this.code = code ?? 'unknown';
    this.errors = errors ?? [];
  }
}
