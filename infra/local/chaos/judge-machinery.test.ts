import { judgeDeadLetters, judgePods, judgeQueues } from './judge-machinery.ts';

describe('what must hold of the machinery', () => {
  it('is broken by a message that is left in a queue', () => {
    expect(judgeQueues(new Map()).problems).toEqual([]);
    expect(judgeQueues(new Map([['payments', 2]])).problems).toEqual(['payments has 2 messages']);
  });

  it('wants all that is poison among the dead letters, twice at the worst, and nothing else', () => {
    const right = [
      { queue: 'orders-dlq', poison: 2, others: [] },
      { queue: 'relay-stream-dlq', others: [] },
    ];
    expect(judgeDeadLetters(right)).toMatchObject({
      figures: '2 of 1 poisonous message, 0 of others, in 2 queues',
      problems: [],
    });
    const wrong = [
      { queue: 'orders-dlq', poison: 0, others: [] },
      { queue: 'relay-stream-dlq', others: ['{"shardId":"1"}'] },
    ];
    expect(judgeDeadLetters(wrong).problems).toEqual([
      'orders-dlq lacks the poison of its service',
      'relay-stream-dlq has {"shardId":"1"}',
    ]);
  });

  it('is broken by a pod that ended by itself', () => {
    const fates = { started: 3, killedAtMs: [0], drained: 1, faults: ['relay-1 ended by itself'] };
    expect(judgePods(new Map([['relay', fates]]))).toEqual({
      invariant: 'pods',
      figures: '3 started, 1 killed, 1 drained',
      problems: ['relay-1 ended by itself'],
    });
  });
});
