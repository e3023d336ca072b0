import { Unavailable } from '@waybill/kernel/failure';
import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import type { Aws } from '../aws.ts';
import { createRecordWriter } from './record-writer.ts';

/** A Kinesis that notes the calls, and refuses the records of some keys so many times. */
function kinesis(refusals: Readonly<Record<string, number>> = {}) {
  const left: Record<string, number> = { ...refusals };
  const calls: string[][] = [];
  const send = ({ input }: { input: { Records: { PartitionKey: string }[] } }) => {
    const keys = input.Records.map(({ PartitionKey }) => PartitionKey);
    calls.push(keys);
    const Records = keys.map((key) => {
      left[key] = (left[key] ?? 0) - 1;
      return left[key] >= 0 ? { ErrorCode: 'InternalFailure' } : { SequenceNumber: '1' };
    });
    return Promise.resolve({ Records });
  };
  const platform = { ...createMemoryPlatform(), aws: { kinesis: { send } } as unknown as Aws };
  return { calls, writer: createRecordWriter(platform, { stream: 's', lingerMs: 50 }) };
}

describe('the writer of records', () => {
  it('puts what comes together by one call, and again only what was refused', async () => {
    const { calls, writer } = kinesis({ b: 2, c: 1 });
    await Promise.all(['a', 'b', 'c'].map((key) => writer.put({ key, data: '{}' })));
    expect(calls).toEqual([['a', 'b', 'c'], ['b', 'c'], ['b']]);
  });

  it('accepts those that went in, and fails those that are refused for too long', async () => {
    const { calls, writer } = kinesis({ b: Infinity });
    const [a, b] = await Promise.allSettled(['a', 'b'].map((key) => writer.put({ key, data: '' })));
    expect([a?.status, b?.status]).toEqual(['fulfilled', 'rejected']);
    expect(b?.status === 'rejected' && (b.reason as unknown)).toBeInstanceOf(Unavailable);
    expect(calls).toHaveLength(6);
  });

  it('keeps to 500 records and 5 MB a call', async () => {
    const many = kinesis();
    const keys = Array.from({ length: 1_001 }, (_, i) => `k${i}`);
    await Promise.all(keys.map((key) => many.writer.put({ key, data: '' })));
    expect(many.calls.map(({ length }) => length)).toEqual([500, 500, 1]);
    const large = kinesis();
    const data = 'x'.repeat(900_000);
    await Promise.all(keys.slice(0, 7).map((key) => large.writer.put({ key, data })));
    expect(large.calls.map(({ length }) => length)).toEqual([5, 2]);
  });
});
