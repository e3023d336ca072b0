import type { Call, Reply } from './call.ts';
import type { Fault, Plan } from './fault.ts';

type Kind = Fault['kind'];

/** How likely each fault is, of the calls that it can happen to. */
const likely: Readonly<Record<Kind, number>> = {
  delay: 0.03,
  throttle: 0.01,
  fail: 0.01,
  'lose-reply': 0.01,
  die: 0.002,
  repeat: 0.2,
  reorder: 0.3,
};

const longestDelayMs = 300;

/** Anything may go wrong with any call, by chance. */
export class StormPlan implements Plan {
  /** How often each fault has come. */
  readonly counts = new Map<Kind, number>();
  /** Whether a mail may have gone out without its sender's hearing of it, so that it goes again. */
  mayRepeatMail = false;
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  before(call: Call): Fault | undefined {
    if (this.#comes('delay')) return { kind: 'delay', ms: this.#random() * longestDelayMs };
    if (this.#comes('throttle')) return { kind: 'throttle' };
    if (this.#comes('fail')) return { kind: 'fail' };
    return this.#cut(call);
  }

  after(call: Call, { output }: Reply): Fault | undefined {
    const { Messages = [], Records = [] } = output as Record<string, readonly unknown[]>;
    const brought = call.operation === 'GetRecords' ? Records : Messages;
    if (brought.length > 1 && call.operation === 'GetRecords' && this.#comes('reorder')) {
      return { kind: 'reorder' };
    }
    return brought.length > 0 && this.#comes('repeat') ? { kind: 'repeat' } : undefined;
  }

  #cut({ caller, operation }: Call): Fault | undefined {
    const kind = this.#comes('die') ? 'die' : this.#comes('lose-reply') ? 'lose-reply' : undefined;
    const isOfMail = caller === 'notifications' && (kind === 'die' || operation === 'SendEmail');
    if (kind && isOfMail) this.mayRepeatMail = true;
    return kind && { kind };
  }

  #comes(kind: Kind): boolean {
    if (this.#random() >= likely[kind]) return false;
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    return true;
  }
}
