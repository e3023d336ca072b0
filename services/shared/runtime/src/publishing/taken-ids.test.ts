import { TakenIds } from './taken-ids.ts';

describe('the ids of what was taken', () => {
  it('are remembered until they are forgotten', () => {
    const ids = new TakenIds(10);
    ids.add(['a', 'b']);
    ids.forget(['a', 'c']);
    expect(['a', 'b', 'c'].map((id) => ids.has(id))).toEqual([false, true, false]);
  });

  it('are so many at most, the newest', () => {
    const ids = new TakenIds(2);
    ids.add(['a', 'b', 'c']);
    ids.add(['d']);
    expect(['a', 'b', 'c', 'd'].map((id) => ids.has(id))).toEqual([false, false, true, true]);
  });
});
