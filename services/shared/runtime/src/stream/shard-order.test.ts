import fc from 'fast-check';
import { shardEnd } from './lease.ts';
import { readableShards, retiredShards, shardsToKnow } from './shard-order.ts';

const shard = (shardId: string, ...parents: string[]) => ({ shardId, parents });
const listed = [shard('a'), shard('b'), shard('c', 'a', 'b'), shard('d', 'gone')];
const ended = (...ids: string[]) => new Map(ids.map((id) => [id, { checkpoint: shardEnd }]));
const idsOf = (shards: readonly { shardId: string }[]) => shards.map(({ shardId }) => shardId);

describe('the shards that may be read', () => {
  it.each([
    [[], ['a', 'b', 'd']],
    [['a'], ['b', 'd']],
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
    [['a', 'b', 'c', 'd'], []],
  ])('when %j have ended are %j', (done, readable) => {
    expect(idsOf(readableShards(listed, ended(...done)))).toEqual(readable);
  });

  it('come to be all of them, each after its parents, whatever has been split and merged', () => {
    const families = fc.array(fc.array(fc.nat(), { maxLength: 2 }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(families, (parents) => {
        const shards = parents.map((of, i) =>
          shard(`s-${i}`, ...(i === 0 ? [] : of.map((n) => `s-${n % i}`))),
        );
        const done: string[] = [];
        for (const next of shards.map(() => () => readableShards(shards, ended(...done))[0])) {
          const one = next();
          expect(one?.parents.every((parent) => done.includes(parent))).toBe(true);
          done.push(one?.shardId ?? '');
        }
        expect(new Set(done).size).toBe(shards.length);
      }),
    );
  });
});

describe('the leases of shards', () => {
  it('matter also when a shard is only a parent any more', () => {
    expect(shardsToKnow(listed)).toEqual(['a', 'b', 'c', 'd', 'gone']);
  });

  it('are retired when the shard has ended and is listed no more', () => {
    expect(retiredShards(listed, ended('a', 'gone'))).toEqual(['gone']);
    expect(retiredShards(listed, new Map([['gone', { checkpoint: '42' }]]))).toEqual([]);
  });
});
