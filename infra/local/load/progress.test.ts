import type { Clock } from './clock.ts';
import { lines, shown } from './progress.ts';

describe('progress in plain lines', () => {
  it('is a line a second and one at the end', () => {
    let now = 0;
    const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
    const printed: string[] = [];
    const stage = lines((line) => printed.push(line), clock).start('Placing orders', 10);
    for (let done = 1; done <= 10; done++) {
      now += 250;
      stage.reach(done);
    }
    stage.end();
    expect(printed).toEqual([
      'Placing orders          4/10    1.0 s',
      'Placing orders          8/10    2.0 s',
      'Placing orders         10/10    2.5 s',
    ]);
  });

  it('ends also when the work fails', async () => {
    const end = jest.fn();
    const progress = { start: () => ({ reach: () => undefined, end }) };
    const work = () => Promise.reject(new Error('no'));
    await expect(shown(progress, ['Placing orders', 1], work)).rejects.toThrow('no');
    expect(end).toHaveBeenCalledTimes(1);
  });
});
