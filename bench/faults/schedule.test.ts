import type { Call } from './call.ts';
import { blows, Fate, type Blow, type Schedule } from './schedule.ts';
import { StepReader } from './step.ts';

const step = 'orders PutItem order-commits {order}/1';
const received = 'payments ReceiveMessage payments {order}/1.0';

const put = (version = 1, orderId = 'ord-1a'): Call => {
  const Item = { aggregateId: { S: orderId }, version: { N: String(version) } };
  const input = { TableName: 'local-order-commits', Item };
  return { caller: 'orders', api: 'dynamodb', operation: 'PutItem', input };
};
const poll: Call = {
  caller: 'payments',
  api: 'sqs',
  operation: 'ReceiveMessage',
  input: { QueueUrl: 'http://localhost/000000000000/local-payments' },
};
const brought = {
  status: 200,
  output: {
    Messages: [{ ReceiptHandle: 'r', Body: '{"detail":{"metadata":{"eventId":"ord-1a/1.0"}}}' }],
  },
};

const fateOf = (...strikes: Schedule['strikes']): Fate => new Fate(strikes, new StepReader());
const kinds = (fate: Fate, calls: readonly Call[]) => calls.map((call) => fate.before(call)?.kind);

describe('a strike', () => {
  it.each<[Blow, string]>([
    ['applied, reply lost', 'lose-reply'],
    ['process dies right after', 'die'],
  ])('of "%s" hits its step once', (blow, kind) => {
    const fate = fateOf({ step, occurrence: 1, blow });
    expect(kinds(fate, [put(2), put(), put(), put()])).toEqual([
      undefined,
      kind,
      undefined,
      undefined,
    ]);
    expect(fate.hit).toEqual([{ step, occurrence: 1, blow }]);
  });

  it('of "fails before" uses up the three tries of the SDK', () => {
    const fate = fateOf({ step, occurrence: 1, blow: 'fails before' });
    const calls = [put(), put(2), put(), put(), put()];
    expect(kinds(fate, calls)).toEqual(['fail', undefined, 'fail', 'fail', undefined]);
    expect(fate.hit).toHaveLength(1);
  });

  it('hits the occurrence that it names', () => {
    const fate = fateOf({ step, occurrence: 2, blow: 'process dies right after' });
    expect(kinds(fate, [put(), put(), put()])).toEqual([undefined, 'die', undefined]);
  });

  it.each(blows)('of "%s" that meets no step is none that hit', (blow) => {
    const fate = fateOf({ step, occurrence: 1, blow });
    expect(kinds(fate, [put(2), put(3)])).toEqual([undefined, undefined]);
    expect(fate.hit).toEqual([]);
  });

  it('does not keep another from its own step', () => {
    const second = 'orders PutItem order-commits {order}/2';
    const fate = fateOf(
      { step, occurrence: 1, blow: 'process dies right after' },
      { step: second, occurrence: 1, blow: 'applied, reply lost' },
    );
    expect(kinds(fate, [put(), put(2)])).toEqual(['die', 'lose-reply']);
  });
});

describe('a strike at a poll', () => {
  it('hits what the poll brought', () => {
    const fate = fateOf({ step: received, occurrence: 1, blow: 'applied, reply lost' });
    expect(fate.before(poll)).toBeUndefined();
    expect([fate.after(poll, brought), fate.after(poll, brought)]).toEqual([
      { kind: 'lose-reply' },
      undefined,
    ]);
  });

  it('of "fails before" fails the next three polls once the order is under way', () => {
    const fate = fateOf({ step: received, occurrence: 1, blow: 'fails before' });
    expect(fate.before(poll)).toBeUndefined();
    fate.before(put());
    const polls = [poll, poll, poll, poll];
    expect(kinds(fate, polls)).toEqual(['fail', 'fail', 'fail', undefined]);
    expect(fate.after(poll, brought)).toBeUndefined();
  });
});

it('counts the steps that it sees', () => {
  const fate = fateOf();
  kinds(fate, [put(), put(), put(2), poll]);
  fate.after(poll, brought);
  expect([...fate.seen]).toEqual([
    [step, 2],
    ['orders PutItem order-commits {order}/2', 1],
    [received, 1],
  ]);
});
