import type { Entry } from '@waybill/contracts/contract';
import { fold, type Decider } from './decider.ts';

const added = (n: number): Entry<'Added', number> => ({
  kind: 'private',
  type: 'Added',
  schemaVersion: 1,
  data: n,
});

const digits: Decider<string, never, Entry<'Added', number>> = {
  initial: '=',
  decide: () => [],
  evolve: (state, { data }) => `${state}${data}`,
};

describe('folding', () => {
  it('applies the events in their order to the initial state', () => {
    expect(fold(digits, [added(1), added(2), added(3)])).toBe('=123');
  });

  it('goes on from a given state', () => {
    expect(fold(digits, [added(3)], '=12')).toBe('=123');
  });

  it('leaves the state as it is when nothing happened', () => {
    expect(fold(digits, [])).toBe('=');
  });
});
