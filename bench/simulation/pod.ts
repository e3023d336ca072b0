import type { Platform } from '@waybill/runtime/platform';
import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import type { VirtualClock } from '@waybill/testing/virtual-clock';
import type { Chance } from './chance.ts';
import type { Trace } from './trace.ts';

/** Metrics and log are nobody's concern here, and dear to make. */
const shared = createMemoryPlatform({ service: 'simulation' });
const clocksDifferByMs = 1_000;

/** A process of a service: it may die at any instant, and does nothing more then. */
export class Pod {
  readonly name: string;
  readonly platform: Platform;
  readonly #trace: Trace;
  readonly #whenDead: (() => void)[] = [];
  #isAlive = true;

  constructor(
    name: string,
    { clock, chance, trace }: { clock: VirtualClock; chance: Chance; trace: Trace },
  ) {
    this.name = name;
    this.#trace = trace;
    const skewMs = chance.between(-clocksDifferByMs, clocksDifferByMs);
    this.platform = {
      ...shared,
      service: name,
      now: () => new Date(clock.now().getTime() + skewMs),
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          const wake = (): void => {
            if (this.#isAlive) resolve();
          };
          clock.after(ms, wake, signal);
        }),
      random: chance.random,
      newId: () => idOf(chance),
    };
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Runs when the pod dies, or at once if it is dead. */
  whenDead(act: () => void): void {
    if (this.#isAlive) this.#whenDead.push(act);
    else act();
  }

  /** @param when what has just happened */
  die(when: () => string): void {
    if (!this.#isAlive) return;
    this.#isAlive = false;
    this.#trace.note(this.name, () => `dies when ${when()}`);
    this.#whenDead.forEach((act) => act());
  }
}

function idOf(chance: Chance): string {
  const part = (): string => chance.between(0, 0xffffffff).toString(16).padStart(8, '0');
  const [a, b, c] = [part(), part(), part()];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-8${c.slice(1, 4)}-${c.slice(4)}${part()}`;
}
