import { createHmac, timingSafeEqual } from 'node:crypto';

const validMs = 60_000;

/** How pods know each other: by HMAC over what is said and when, so that an address that is no longer a pod's learns no secret. */
export class Signature {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** The headers to send with `body`. */
  headers(body: unknown, nowMs: number): Record<string, string> {
    const time = String(nowMs);
    return { 'x-waybill-time': time, 'x-waybill-signature': this.#of(body, time) };
  }

  /** Whether these headers are a pod's, of at most a minute ago. */
  isValid(
    body: unknown,
    { time = '', signature = '' }: { time?: string; signature?: string },
    nowMs: number,
  ): boolean {
    if (!(Math.abs(nowMs - Number(time)) < validMs)) return false;
    const expected = Buffer.from(this.#of(body, time));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  #of(body: unknown, time: string): string {
    // Both sides say the parsed body in the same words: `JSON.stringify` keeps the order of the keys.
    const text = `${time}.${JSON.stringify(body)}`;
    return createHmac('sha256', this.#secret).update(text).digest('base64url');
  }
}
