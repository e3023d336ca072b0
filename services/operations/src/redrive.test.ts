import type { DeadLetter, DeadLetterQueue } from '@waybill/runtime/dead-letters/dead-letter-queue';
import { redrive } from './redrive.ts';
import { select } from './selection.ts';

const at = new Date('2026-01-01T00:00:00.000Z');
const holdSeconds = 600;

function letter(id: string): DeadLetter {
  const receiptHandle = `receipt of ${id}`;
  return { id, receiptHandle, body: '{}', attributes: {}, sentAtMs: 0, receiveCount: 1 };
}

/** A queue of letters that does as it is told, but for what the test says. */
function queueOf(ids: readonly string[], unlike: Partial<DeadLetterQueue> = {}) {
  const waiting = ids.map(letter);
  const calls: string[] = [];
  const note = (what: string) => (letters: readonly DeadLetter[], seconds?: number) => {
    calls.push(
      [what, seconds, ...letters.map(({ id }) => id)].filter((x) => x !== undefined).join(' '),
    );
    return Promise.resolve(new Map<string, string>());
  };
  const queue: DeadLetterQueue = {
    home: 'test-payments',
    depth: () => Promise.resolve(waiting.length),
    receive: () => Promise.resolve(waiting.splice(0, 10)),
    hold: note('hold'),
    sendHome: note('send'),
    delete: note('delete'),
    ...unlike,
  };
  return { queue, calls };
}

const selecting = { wants: () => true, max: 100, holdSeconds, now: () => at };
const redriving = {
  whyNot: () => undefined,
  now: () => at,
  signal: new AbortController().signal,
  report: () => undefined,
};
const outcomes = (results: Awaited<ReturnType<typeof redrive>>) =>
  Object.fromEntries(results.map(({ letter: { id }, outcome, why }) => [id, [outcome, why]]));

describe('a selection', () => {
  it('is what the queue has until it gives no more', async () => {
    const ids = Array.from({ length: 23 }, (_, i) => `m${i}`);
    const { selected, passedOver } = await select(queueOf(ids).queue, selecting);
    expect(selected.map(({ id }) => id)).toEqual(ids);
    expect(passedOver).toEqual([]);
  });

  it('holds what is not meant as well, or reading would never end', async () => {
    const wants = ({ id }: DeadLetter) => id !== 'b';
    const found = await select(queueOf(['a', 'b', 'c', 'd']).queue, {
      ...selecting,
      wants,
      max: 2,
    });
    expect(found.selected.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(found.passedOver.map(({ id }) => id)).toEqual(['b', 'd']);
  });

  it('keeps the newer handle of a letter that is given twice', async () => {
    const newer = { ...letter('a'), receiptHandle: 'newer' };
    const batches = [[letter('a')], [newer, letter('b')], []];
    const receive = () => Promise.resolve(batches.shift() ?? []);
    const { selected } = await select(queueOf([], { receive }).queue, selecting);
    expect(selected).toEqual([newer, letter('b')]);
  });

  it('gives everything back when it cannot be made', async () => {
    let receives = 0;
    const receive = () =>
      (receives += 1) === 1 ? Promise.resolve([letter('a')]) : Promise.reject(new Error('away'));
    const { queue, calls } = queueOf([], { receive });
    await expect(select(queue, selecting)).rejects.toThrow('away');
    expect(calls).toEqual(['hold 0 a']);
  });
});

describe('a redrive', () => {
  const selected = (...ids: string[]) => ({
    ...{ selected: ids.map(letter), passedOver: [], sinceMs: at.getTime(), holdSeconds },
  });

  it('deletes what was sent, and nothing else', async () => {
    const { queue, calls } = queueOf([], {
      sendHome: () => Promise.resolve(new Map([['b', 'too busy']])),
    });
    expect(outcomes(await redrive(queue, selected('a', 'b', 'c'), redriving))).toEqual({
      a: ['redriven', undefined],
      b: ['stayed', 'too busy'],
      c: ['redriven', undefined],
    });
    expect(calls).toEqual(['delete a c', 'hold 0 b']);
  });

  it('tells of letters that went, but could not be deleted', async () => {
    const refusal = new Map([['a', 'no such receipt']]);
    const { queue } = queueOf([], { delete: () => Promise.resolve(refusal) });
    expect(outcomes(await redrive(queue, selected('a', 'b'), redriving))).toEqual({
      a: ['sent', 'no such receipt'],
      b: ['redriven', undefined],
    });
  });

  it('makes sure of letters that it has held for long', async () => {
    const { queue, calls } = queueOf([], {
      hold: (letters, seconds) => {
        calls.push(`hold ${seconds} ${letters.map(({ id }) => id).join(' ')}`);
        return Promise.resolve(new Map(seconds > 0 ? [['a', 'somebody else has it']] : []));
      },
    });
    const now = () => new Date(at.getTime() + 301_000);
    expect(outcomes(await redrive(queue, selected('a', 'b'), { ...redriving, now }))).toEqual({
      a: ['stayed', 'somebody else has it'],
      b: ['redriven', undefined],
    });
    expect(calls).toEqual(['hold 600 a b', 'send b', 'delete b', 'hold 0 a']);
  });

  it('sends nothing that must not go', async () => {
    const { queue, calls } = queueOf([]);
    const whyNot = ({ id }: DeadLetter) => (id === 'a' ? 'for another' : undefined);
    const results = await redrive(queue, selected('a', 'b'), { ...redriving, whyNot });
    expect(outcomes(results)).toEqual({
      a: ['stayed', 'for another'],
      b: ['redriven', undefined],
    });
    expect(calls).toEqual(['send b', 'delete b', 'hold 0 a']);
  });
});
