import { seconds } from '@waybill/kernel/duration';
import { Unavailable } from '@waybill/kernel/failure';
import type { VirtualClock } from '@waybill/testing/virtual-clock';
import type { Chance } from './chance.ts';
import type { Faults, Plan } from './plan.ts';
import type { Pod } from './pod.ts';
import type { Trace } from './trace.ts';

const calm: Faults = { repeated: 0, slow: 0, refused: 0, lostReply: 0, late: 0, crash: 0 };

/** A call from a pod to something outside of it. */
export interface Call<T> {
  /** What is called, as outages name it. */
  readonly resource: string;
  readonly operation: string;
  /** Takes effect, at the far end. */
  readonly effect: () => T | Promise<T>;
  /** A read may be lost, but leaves nothing behind. */
  readonly isRead?: boolean;
  /** What the caller hears if the call surely had no effect, and if that is not known. */
  readonly refused?: (message: string) => Error;
  readonly unknown?: (message: string) => Error;
}

interface Answer<T> {
  readonly resolve: (result: T) => void;
  readonly reject: (error: Error) => void;
}

/** Between the pods and everything else: takes time, and until it calms it loses, repeats and kills. */
export class Network {
  readonly #clock: VirtualClock;
  readonly #chance: Chance;
  readonly #trace: Trace;
  readonly #plan: Plan;
  readonly #beganMs: number;
  #underWay = 0;

  constructor(clock: VirtualClock, chance: Chance, trace: Trace, plan: Plan) {
    this.#clock = clock;
    this.#chance = chance;
    this.#trace = trace;
    this.#plan = plan;
    this.#beganMs = clock.now().getTime();
  }

  /** Whether something is on its way that no pod may know of. */
  get isQuiet(): boolean {
    return this.#underWay === 0;
  }

  get faults(): Faults {
    return this.#sinceMs() < this.#plan.calmAtMs ? this.#plan.faults : calm;
  }

  /** Carries a call out for a pod. For a pod that dies on the way it never resolves. */
  call<T>(pod: Pod, call: Call<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const answer: Answer<T> = {
        resolve: (result) => {
          if (pod.isAlive) resolve(result);
        },
        reject: (error) => {
          if (pod.isAlive) reject(error);
        },
      };
      if (this.#chance.is(this.faults.crash / 2)) pod.die(() => `${storyOf(call)} is called`);
      if (!pod.isAlive) return;
      this.#clock.after(this.#latencyMs(), () => this.#arrive(pod, call, answer));
    });
  }

  #arrive<T>(pod: Pod, call: Call<T>, { resolve, reject }: Answer<T>): void {
    const { resource, isRead = false, refused = unavailable, unknown = refused } = call;
    const { faults } = this;
    const chance = this.#chance;
    // What was sent before its sender died may still arrive.
    if (!pod.isAlive && chance.is(0.5)) return;
    if (this.#isAway(resource)) {
      reject(refused(`${resource} is away`));
    } else if (chance.is(faults.refused)) {
      this.#trace.note(pod.name, () => `${storyOf(call)} is refused`);
      reject(refused(`${resource} refuses`));
    } else if (!isRead && chance.is(faults.late)) {
      this.#trace.note(pod.name, () => `${storyOf(call)} will arrive late`);
      this.later(seconds(chance.between(1, 20)), call.effect);
      reject(unknown(`${resource} takes too long`));
    } else {
      void this.#carryOut(pod, call, { resolve, reject });
    }
  }

  async #carryOut<T>(pod: Pod, call: Call<T>, { resolve, reject }: Answer<T>): Promise<void> {
    const { resource, isRead = false, refused = unavailable, unknown = refused } = call;
    const { faults } = this;
    const chance = this.#chance;
    try {
      const result = await call.effect();
      if (!isRead && chance.is(faults.crash / 2)) {
        pod.die(() => `${storyOf(call)} has taken effect`);
      }
      if (!isRead && chance.is(faults.lostReply)) {
        this.#trace.note(pod.name, () => `${storyOf(call)} loses its reply`);
        reject(unknown(`the reply of ${resource} is lost`));
      } else if (!isRead && chance.is(0.3)) {
        this.#clock.after(this.#latencyMs(), () => resolve(result));
      } else {
        resolve(result);
      }
    } catch (error) {
      reject(error as Error);
    }
  }

  /** Lets something arrive, once or, as faults go, twice. */
  deliver(arrive: () => unknown): void {
    const copies = this.#chance.is(this.faults.repeated) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) this.later(this.#delayMs(), arrive);
  }

  /** Does something later, wherever its cause is by then. */
  later(ms: number, act: () => unknown): void {
    this.#underWay += 1;
    this.#clock.after(ms, () => {
      void (async () => {
        try {
          await act();
        } catch (error) {
          this.#trace.note('network', `arrives late, and fails: ${String(error)}`);
        }
        this.#underWay -= 1;
      })();
    });
  }

  #latencyMs(): number {
    return this.#chance.between(1, this.#chance.is(0.1) ? 60 : 8);
  }

  #delayMs(): number {
    const chance = this.#chance;
    if (!chance.is(this.faults.slow)) return chance.between(2, 60);
    return chance.between(1, chance.pick(500, seconds(5), seconds(90)));
  }

  #isAway(resource: string): boolean {
    const ms = this.#sinceMs();
    return this.#plan.outages.some(
      (outage) => outage.resource === resource && outage.fromMs <= ms && ms < outage.untilMs,
    );
  }

  #sinceMs(): number {
    return this.#clock.now().getTime() - this.#beganMs;
  }
}

function unavailable(message: string): Error {
  return new Unavailable(message);
}

function storyOf({ resource, operation }: Pick<Call<never>, 'resource' | 'operation'>): string {
  return `${resource} ${operation}`;
}
