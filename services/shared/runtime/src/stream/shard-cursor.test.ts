import { ExpiredIteratorException, type _Record } from '@aws-sdk/client-kinesis';
import { Unavailable } from '@waybill/kernel/failure';
import type { Aws } from '../aws.ts';
import { ShardCursor } from './shard-cursor.ts';
import { trimHorizon } from './lease.ts';

type Answer = Error | { Records: Pick<_Record, 'SequenceNumber'>[]; NextShardIterator?: string };

/** A cursor over a Kinesis that gives these answers to reads, and a new iterator as often as it is asked. */
function cursorOver(...answers: Answer[]) {
  const asked: object[] = [];
  const send = ({ input }: { input: object }) => {
    asked.push(input);
    if ('ShardId' in input) return Promise.resolve({ ShardIterator: 'new' });
    const answer = answers.shift() ?? new Error('no more');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const aws = { kinesis: { send } } as unknown as Aws;
  const cursor = new ShardCursor(aws, { StreamName: 'stream', ShardId: 'shard' }, trimHorizon);
  const read = async () =>
    (await cursor.read()).records.map(({ SequenceNumber }) => SequenceNumber);
  return { asked, read };
}
const page = (...numbers: string[]) => ({
  Records: numbers.map((SequenceNumber) => ({ SequenceNumber })),
  NextShardIterator: `after ${numbers.join()}`,
});

describe('a place in a shard', () => {
  it('goes forward, whatever order and how often records come', async () => {
    const { read } = cursorOver(page('10', '9', '11'), page('9', '10', '11'), page('11', '12'));
    expect(await read()).toEqual(['9', '10', '11']);
    expect(await read()).toEqual([]);
    expect(await read()).toEqual(['12']);
  });

  it('is kept when the iterator has expired', async () => {
    const expired = new ExpiredIteratorException({ message: 'old', $metadata: {} });
    const { asked, read } = cursorOver(page('9'), expired, page('10'));
    await read();
    expect(await read()).toEqual(['10']);
    expect(asked).toContainEqual(expect.objectContaining({ StartingSequenceNumber: '9' }));
  });

  it('is kept, with its iterator, when reads are throttled', async () => {
    const { asked, read } = cursorOver(page('9'), new Unavailable('throttled'), page('10'));
    await read();
    await expect(read()).rejects.toThrow(Unavailable);
    expect(await read()).toEqual(['10']);
    expect(asked.filter((input) => 'ShardId' in input)).toHaveLength(1);
  });
});
