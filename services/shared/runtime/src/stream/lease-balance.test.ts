import fc from 'fast-check';
import { chooseLeases, type Candidate } from './lease-balance.ts';

/** One pod's step, with what is asked for handed over at once. */
function step(leases: Candidate[], me: string): Candidate[] {
  const { take, ask } = chooseLeases(leases, me);
  return leases.map((lease) =>
    take.includes(lease.shardId) || lease.shardId === ask
      ? { shardId: lease.shardId, owner: me }
      : lease,
  );
}
const shareOf = (leases: readonly Candidate[], pod: string) =>
  leases.filter(({ owner }) => owner === pod).length;

describe('the choice of leases', () => {
  const worlds = fc.record({
    pods: fc.integer({ min: 1, max: 6 }),
    owners: fc.array(fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }), {
      maxLength: 20,
    }),
  });

  it('comes to equal shares of everything, and then rests', () => {
    fc.assert(
      fc.property(worlds, ({ pods, owners }) => {
        const names = Array.from({ length: pods }, (_, i) => `pod-${i}`);
        let leases = owners.map((owner, i): Candidate => {
          const isThere = owner !== undefined && owner < pods;
          return { shardId: `s-${i}`, ...(isThere && { owner: `pod-${owner}` }) };
        });
        for (let round = 0; round < 40; round += 1) leases = names.reduce(step, leases);
        const shares = names.map((name) => shareOf(leases, name));
        expect(shares.reduce((sum, n) => sum + n, 0)).toBe(leases.length);
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
        expect(names.reduce(step, leases)).toEqual(leases);
      }),
    );
  });

  it('asks for nothing that another has asked for', () => {
    const leases = ['s-1', 's-2', 's-3'].map((shardId) => ({ shardId, owner: 'a' }));
    const [first] = leases;
    const asked = leases.map((each) => (each === first ? { ...each, wantedBy: 'c' } : each));
    expect(chooseLeases(leases, 'b')).toEqual({ take: [], ask: 's-1' });
    expect(chooseLeases(asked, 'b')).toEqual({ take: [], ask: 's-2' });
  });
});
