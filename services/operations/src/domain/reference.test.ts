import { describeReference } from './reference.ts';

describe('a reference to a change', () => {
  it('tells where the change is, and why it was put aside', () => {
    const told = {
      ...{ stream: 'test-changes', shardId: 'shardId-0', sequenceNumber: '49', reason: 'poison' },
    };
    expect(describeReference(JSON.stringify({ application: 'relay', ...told }))).toEqual(told);
  });

  it.each(['', '{', 'null', '7', '{"reason":7}'])('may have the body %s', (body) =>
    expect(describeReference(body)).toEqual({ reason: 'not a reference' }),
  );
});
