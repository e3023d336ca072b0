import type { DeadLetter, LetterBox } from '@waybill/runtime/dead-letters/dead-letter-queue';

/** Letters that are held, out of everybody's sight. Nothing that comes later is among them. */
export interface Selection {
  readonly selected: readonly DeadLetter[];
  /** Held as well, so that reading came to an end, but not meant. */
  readonly passedOver: readonly DeadLetter[];
  /** Since when, at the latest, the first of them is held. */
  readonly sinceMs: number;
  readonly holdSeconds: number;
}

/** Which letters are meant, and how long they are held. */
export interface SelectionOptions {
  readonly wants: (letter: DeadLetter) => boolean;
  readonly max: number;
  readonly holdSeconds: number;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
}

/** More would not fit into memory, nor into what SQS lets be in flight; who wants more selects again. */
const most = { letters: 20_000, characters: 200_000_000 };
const batchSize = 10;

/** Reads the queue until it gives no more, or enough. If that fails, everything is given back. */
export async function select(
  queue: LetterBox,
  { wants, max, holdSeconds, now, signal }: SelectionOptions,
): Promise<Selection> {
  const sinceMs = now().getTime();
  const held = new Map<string, DeadLetter>();
  let meant = 0;
  let characters = 0;
  try {
    while (meant < max && held.size < most.letters && characters < most.characters) {
      if (signal?.aborted) break;
      const letters = await queue.receive(holdSeconds);
      const fresh = letters.filter(({ id }) => !held.has(id));
      // SQS may give a letter twice, and then only the newer handle holds.
      for (const letter of letters) held.set(letter.id, letter);
      meant += fresh.filter(wants).length;
      characters += fresh.reduce((sum, { body }) => sum + body.length, 0);
      if (fresh.length === 0) break;
    }
  } catch (error) {
    await giveBack(queue, [...held.values()]);
    throw error;
  }
  const all = [...held.values()];
  const selected = all.filter(wants).slice(0, max);
  const isSelected = new Set(selected);
  const passedOver = all.filter((letter) => !isSelected.has(letter));
  return { selected, passedOver, sinceMs, holdSeconds };
}

/** Lets everybody see the letters again. What cannot be given back now comes back when its hold ends. */
export async function giveBack(queue: LetterBox, letters: readonly DeadLetter[]): Promise<void> {
  for (let from = 0; from < letters.length; from += batchSize) {
    try {
      await queue.hold(letters.slice(from, from + batchSize), 0);
    } catch {
      return;
    }
  }
}
