import { createLanes } from './lanes.ts';

/** A task that ends when told to. */
function held(started: number[], name: number) {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const task = (): Promise<void> => {
    started.push(name);
    return ended;
  };
  return { task, end };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('lanes', () => {
  it('run tasks in order, as many at once as there are lanes', async () => {
    const lanes = createLanes(2);
    const started: number[] = [];
    const tasks = [1, 2, 3, 4].map((name) => held(started, name));
    for (const { task } of tasks) lanes.run(task);
    await turn();
    expect(started).toEqual([1, 2]);
    tasks[1]?.end();
    await turn();
    expect(started).toEqual([1, 2, 3]);
    lanes.stop();
  });

  it('forget what waits when they stop', async () => {
    const lanes = createLanes(1);
    const started: number[] = [];
    const first = held(started, 1);
    lanes.run(first.task);
    lanes.run(held(started, 2).task);
    lanes.runAfter(0, held(started, 3).task);
    await turn();
    lanes.stop();
    first.end();
    lanes.run(held(started, 4).task);
    await turn();
    expect(started).toEqual([1]);
  });
});
