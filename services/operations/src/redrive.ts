import type {
  DeadLetter,
  DeadLetterQueue,
  Refused,
} from '@waybill/runtime/dead-letters/dead-letter-queue';
import { batchesOf } from '@waybill/runtime/publishing/batches';
import { giveBack, type Selection } from './selection.ts';

/** What became of a letter. One that is `sent` went home but still lies here too: going twice changes nothing. */
export interface Redriven {
  readonly letter: DeadLetter;
  readonly outcome: 'redriven' | 'sent' | 'stayed';
  readonly why?: string;
}

/** How a selection is redriven. */
export interface RedriveOptions {
  /** Why a letter must not go, if something speaks against it. */
  readonly whyNot: (letter: DeadLetter) => string | undefined;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly report: (done: number) => void;
}

/**
 * Sends the selected letters home, and deletes each only after it was sent. The first call that fails ends it:
 * what has not gone by then stays. Gives back whatever is not deleted. Never rejects.
 */
export async function redrive(
  queue: DeadLetterQueue,
  selection: Selection,
  { whyNot, now, signal, report }: RedriveOptions,
): Promise<Redriven[]> {
  const refusals = new Map(selection.selected.map((letter) => [letter, whyNot(letter)]));
  const results: Redriven[] = selection.selected.flatMap((letter) => {
    const why = refusals.get(letter);
    return why === undefined ? [] : [stayed(letter, why)];
  });
  const going = selection.selected.filter((letter) => refusals.get(letter) === undefined);
  let ended: string | undefined;

  for (const batch of batchesOf(going, weightOf)) {
    if (signal.aborted) ended ??= 'stopped before its turn';
    if (ended !== undefined) {
      const why = ended;
      results.push(...batch.map((letter) => stayed(letter, why)));
      continue;
    }
    const step = new Batch(queue, batch);
    const failure = await step.go(isHeldLong(selection, now()) ? selection.holdSeconds : undefined);
    if (failure !== undefined) ended = `not tried after ${failure}`;
    results.push(...step.results());
    report(results.length);
  }

  const left = results.filter(({ outcome }) => outcome !== 'redriven');
  await giveBack(
    queue,
    left.map(({ letter }) => letter),
  );
  return results;
}

/** Ten letters on their way. */
class Batch {
  readonly #queue: DeadLetterQueue;
  readonly #results = new Map<DeadLetter, Redriven>();
  #left: readonly DeadLetter[];

  constructor(queue: DeadLetterQueue, letters: readonly DeadLetter[]) {
    this.#queue = queue;
    this.#left = letters;
  }

  /** Answers the failure that ended it early. */
  async go(holdSeconds: number | undefined): Promise<string | undefined> {
    try {
      this.#settle('stayed', 'it could not be held');
      if (holdSeconds !== undefined) {
        this.#leave(await this.#queue.hold(this.#left, holdSeconds), 'stayed');
      }
      await this.#send();
      await this.#delete();
      return undefined;
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      for (const letter of this.#left) {
        const { outcome, why = '' } = this.#results.get(letter) ?? stayed(letter, '');
        this.#results.set(letter, { letter, outcome, why: `${why}: ${failure}` });
      }
      return failure;
    }
  }

  results(): Redriven[] {
    return [...this.#results.values()];
  }

  async #send(): Promise<void> {
    if (this.#left.length === 0) return;
    this.#settle('stayed', 'its sending failed, or only the reply to it was lost');
    this.#leave(await this.#queue.sendHome(this.#left), 'stayed');
  }

  async #delete(): Promise<void> {
    if (this.#left.length === 0) return;
    this.#settle('sent', 'it could not be deleted here');
    this.#leave(await this.#queue.delete(this.#left), 'sent');
    this.#settle('redriven');
  }

  /** What is so from here on, unless something better comes. */
  #settle(outcome: Redriven['outcome'], why?: string): void {
    for (const letter of this.#left) this.#results.set(letter, { letter, outcome, why });
  }

  #leave(refused: Refused, outcome: Redriven['outcome']): void {
    for (const letter of this.#left) {
      const why = refused.get(letter.id);
      if (why !== undefined) this.#results.set(letter, { letter, outcome, why });
    }
    this.#left = this.#left.filter(({ id }) => !refused.has(id));
  }
}

function stayed(letter: DeadLetter, why: string): Redriven {
  return { letter, outcome: 'stayed', why };
}

function isHeldLong({ sinceMs, holdSeconds }: Selection, now: Date): boolean {
  return now.getTime() - sinceMs > (holdSeconds * 1_000) / 2;
}

/** Attributes count as much as the body does. */
function weightOf({ body, attributes }: DeadLetter): string {
  return body + JSON.stringify(attributes);
}
