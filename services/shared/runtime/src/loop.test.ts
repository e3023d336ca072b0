import { eventually } from '@waybill/testing/eventually';
import { loop } from './loop.ts';

const random = () => 0;

describe('a loop', () => {
  it('takes one turn after the other until it is stopped', async () => {
    let turns = 0;
    const failed = jest.fn();
    const worker = loop({ turn: () => Promise.resolve((turns += 1) && 1), failed, random });
    worker.start();
    await eventually(() => turns >= 3).finally(() => worker.stop());
    const taken = turns;
    await new Promise(setImmediate);
    expect(turns).toBe(taken);
    expect(failed).not.toHaveBeenCalled();
  });

  it('reports a turn that fails, and goes on', async () => {
    let turns = 0;
    const errors: unknown[] = [];
    const turn = () => {
      turns += 1;
      return turns < 3 ? Promise.reject(new Error(`turn ${turns}`)) : Promise.resolve(3_600_000);
    };
    const worker = loop({ turn, failed: (error) => errors.push(error), random });
    worker.start();
    await eventually(() => turns === 3).finally(() => worker.stop());
    expect(errors).toEqual([new Error('turn 1'), new Error('turn 2')]);
  });

  it('lets the turn that is under way come to its end when it is stopped', async () => {
    let isDone = false;
    const worker = loop({
      turn: async () => {
        await new Promise(setImmediate);
        isDone = true;
        return 3_600_000;
      },
      failed: jest.fn(),
      random,
    });
    expect(worker.isTurning?.()).toBe(false);
    worker.start();
    expect(worker.isTurning?.()).toBe(true);
    await worker.stop();
    expect(isDone).toBe(true);
    expect(worker.isTurning?.()).toBe(false);
  });

  it('stands still when a turn never ends, but not in a wait between two', async () => {
    let nowMs = 0;
    let end: (waitMs: number) => void = () => undefined;
    const turn = () => new Promise<number>((resolve) => (end = resolve));
    const now = () => new Date(nowMs);
    const worker = loop({ turn, failed: jest.fn(), random, now });
    worker.start();
    nowMs = 119_999;
    expect(worker.isTurning?.()).toBe(true);
    nowMs = 120_000;
    expect(worker.isTurning?.()).toBe(false);
    end(3_600_000);
    await eventually(() => worker.isTurning?.() === true);
    nowMs = 3_000_000;
    expect(worker.isTurning?.()).toBe(true);
    await worker.stop();
  });

  it('need not have been started to be stopped', async () => {
    const turn = jest.fn();
    await loop({ turn, failed: jest.fn(), random }).stop();
    expect(turn).not.toHaveBeenCalled();
  });
});
