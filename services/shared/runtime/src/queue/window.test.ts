import { setImmediate as turn } from 'node:timers/promises';
import { Window } from './window.ts';

/** Work that ends when it is told to. */
function work() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  return { end, run: () => ended };
}

/** Whether a promise is settled once everything that can go on has gone on. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  void promise.then(() => (settled = true));
  await turn();
  return settled;
}

describe('a window', () => {
  it('keeps nobody who is told to stop waiting for room', async () => {
    const window = new Window(1);
    void window.run(() => new Promise(() => undefined));
    const stopping = new AbortController();
    const room = window.room(stopping.signal);
    expect(await isSettled(room)).toBe(false);
    stopping.abort();
    expect(await isSettled(room)).toBe(true);
    expect(await isSettled(window.room(stopping.signal))).toBe(true);
  });

  it('has room until it is full, and again when something ends', async () => {
    const window = new Window(2);
    const [first, second] = [work(), work()];
    void window.run(first.run);
    expect(await isSettled(window.room())).toBe(true);
    void window.run(second.run);
    const room = window.room();
    expect(await isSettled(room)).toBe(false);
    first.end();
    expect(await isSettled(room)).toBe(true);
    expect(window.taken).toBe(1);
    second.end();
  });

  it('holds also what is too much, because it was received already', async () => {
    const window = new Window(1);
    const [first, second] = [work(), work()];
    void window.run(first.run);
    void window.run(second.run);
    expect(window.taken).toBe(2);
    const room = window.room();
    first.end();
    expect(await isSettled(room)).toBe(false);
    second.end();
    expect(await isSettled(room)).toBe(true);
  });

  it('is idle when nothing is under way', async () => {
    const window = new Window(5);
    expect(await isSettled(window.idle())).toBe(true);
    const only = work();
    void window.run(only.run);
    const idle = window.idle();
    expect(await isSettled(idle)).toBe(false);
    only.end();
    expect(await isSettled(idle)).toBe(true);
  });

  it('frees the place of work that fails', async () => {
    const window = new Window(1);
    await expect(window.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(window.taken).toBe(0);
  });
});
