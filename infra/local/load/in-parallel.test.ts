import { setTimeout as delay } from 'node:timers/promises';
import { inParallel } from './in-parallel.ts';

describe('working in parallel', () => {
  it('keeps to the limit and to the order', async () => {
    let running = 0;
    let most = 0;
    const results = await inParallel([5, 1, 3, 2, 4], 2, async (ms) => {
      most = Math.max(most, ++running);
      await delay(ms);
      running--;
      return ms * 10;
    });
    expect(results).toEqual([50, 10, 30, 20, 40]);
    expect(most).toBe(2);
  });

  it('takes up nothing new after a failure', async () => {
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      await delay(item);
      if (item === 1) throw new Error('no');
    };
    await expect(inParallel([1, 10, 2, 3], 2, work)).rejects.toThrow('no');
    await delay(20);
    expect(begun).toEqual([1, 10]);
  });
});
