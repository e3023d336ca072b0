import { TokenBucket } from './token-bucket.ts';

describe('a token bucket', () => {
  const rate = { burst: 3, perSecond: 2 };
  const taken = (bucket: TokenBucket, ...atMs: number[]) => atMs.map((ms) => bucket.take(ms));

  it('lets a burst pass, and then as many as time gives', () => {
    const bucket = new TokenBucket(rate, 0);
    expect(taken(bucket, 0, 0, 0, 0)).toEqual([true, true, true, false]);
    expect(taken(bucket, 400, 500, 500)).toEqual([false, true, false]);
  });

  it('never gathers more than a burst', () => {
    const bucket = new TokenBucket(rate, 0);
    expect(taken(bucket, 9e9, 9e9, 9e9, 9e9)).toEqual([true, true, true, false]);
  });

  it('survives a clock that is set back', () => {
    const bucket = new TokenBucket(rate, 10_000);
    expect(taken(bucket, 0, 0, 0, 0, 500)).toEqual([true, true, true, false, true]);
  });
});
