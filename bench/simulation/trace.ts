import { createHash } from 'node:crypto';

interface Line {
  readonly atMs: number;
  readonly who: string;
  readonly what: string | (() => string);
}

/** What happened, in order, readable. */
export class Trace {
  readonly #now: () => Date;
  readonly #beganMs: number;
  readonly #lines: Line[] = [];

  constructor(now: () => Date) {
    this.#now = now;
    this.#beganMs = now().getTime();
  }

  /** @param what a function where the words take time to find: they are only looked for if somebody reads */
  note(who: string, what: string | (() => string)): void {
    this.#lines.push({ atMs: this.#now().getTime() - this.#beganMs, who, what });
  }

  /** A line for each happening: virtual seconds since the beginning, who, what. */
  lines(): string[] {
    return this.#lines.map(({ atMs, who, what }) => {
      const seconds = (atMs / 1_000).toFixed(3).padStart(12);
      return `${seconds}  ${who.padEnd(18)} ${typeof what === 'string' ? what : what()}`;
    });
  }

  /** The same for two runs in which the same happened at the same times. */
  digest(): string {
    return createHash('sha256').update(this.lines().join('\n')).digest('hex');
  }
}
