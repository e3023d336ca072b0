import type { Entry } from '@waybill/contracts/contract';
import type { SagaDefinition, Step } from '@waybill/kernel/saga';
import { SagaStory } from './saga-story.ts';
import { heard, threeSteps } from './three-step-saga.ts';

/** What comes of a request in this world, once it has arrived. */
export type Temper = 'says-yes' | 'says-no' | 'stays-silent';

/** One step's owner: does it once, and never after it was undone. */
class Participant {
  readonly step: Step;
  readonly #temper: Temper;
  #done: boolean | undefined;
  #undone = false;

  constructor(step: Step, temper: Temper) {
    this.step = step;
    this.#temper = temper;
  }

  /** Whether something is set aside, charged or on its way. */
  get holds(): boolean {
    return this.#done === true && !this.#undone;
  }

  do(): Entry[] {
    this.#done ??= !this.#undone && this.#temper !== 'says-no';
    if (this.#temper === 'stays-silent') return [];
    return [messageOf(this.#done ? this.step.do.until : this.step.do.unless)];
  }

  undo(): Entry[] {
    this.#undone = true;
    return [messageOf(this.step.undo.until)];
  }
}

/**
 * A saga among its participants, on a network that delays, reorders, repeats and, until `calm`, loses.
 * `random` decides everything.
 */
export class SagaWorld {
  readonly saga: SagaStory;
  readonly participants: readonly Participant[];
  /** Every command that was sent, in order. */
  readonly sent: Entry[] = [];
  order: 'placed' | 'shipped' | 'cancelled' = 'placed';
  readonly #random: () => number;
  readonly #definition: SagaDefinition;
  #inTheAir: Entry[];
  #isCalm = false;

  constructor(tempers: readonly Temper[], random: () => number, definition = threeSteps) {
    this.#definition = definition;
    this.#random = random;
    this.saga = new SagaStory(definition);
    this.participants = definition.steps.map(
      (step, i) => new Participant(step, tempers[i] ?? 'says-yes'),
    );
    this.#inTheAir = [heard.placed];
  }

  /** The customer cancels; the order says yes unless it has shipped. */
  cancel(): void {
    if (this.order === 'shipped') return;
    this.order = 'cancelled';
    this.#inTheAir.push(heard.cancelled);
  }

  /** Something happens: a message arrives, or time passes. */
  turn(): void {
    const chance = this.#random();
    if (this.#inTheAir.length > 0 && (this.#isCalm || chance < 0.8)) {
      this.#arrive();
    } else {
      const hoursPassed = this.#random() < 0.3 ? 25 : this.#random() / 10;
      this.#send(this.saga.after(hoursPassed * 3_600_000).wakes());
      if (this.#isCalm) this.#send(this.saga.resumes());
    }
  }

  /** From now on every message arrives, and operators resume what needs them. */
  calm(): void {
    this.#isCalm = true;
  }

  #arrive(): void {
    const index = Math.floor(this.#random() * this.#inTheAir.length);
    const [message] = this.#inTheAir.splice(index, 1);
    if (!message) return;
    const isRepeated = !this.#isCalm && this.#random() < 0.3;
    if (isRepeated) this.#inTheAir.push(message);
    if (message.kind === 'event') this.#tell(message);
    else if (this.#isCalm || this.#random() < 0.9) this.#inTheAir.push(...this.#carryOut(message));
  }

  #tell(event: Entry): void {
    const lastStep = this.#definition.steps.at(-1);
    if (event.type === lastStep?.do.until.type && this.order === 'placed') {
      this.order = 'shipped';
      this.#inTheAir.push(heard.shipped);
    }
    this.#send(this.saga.hears(event));
  }

  #send(commands: readonly Entry[]): void {
    this.sent.push(...commands);
    this.#inTheAir.push(...commands);
  }

  #carryOut({ type }: Entry): Entry[] {
    for (const participant of this.participants) {
      if (type === participant.step.do.send.type) return participant.do();
      if (type === participant.step.undo.send.type) return participant.undo();
    }
    if (this.order === 'shipped') return [];
    this.order = 'cancelled';
    return [heard.cancelled];
  }
}

function messageOf({ type }: { readonly type: string }): Entry {
  const message = Object.values(heard).find((entry) => entry.type === type);
  if (!message) throw new Error(`nobody says ${type} here`);
  return message;
}
