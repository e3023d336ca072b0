import { wayOf } from './way.ts';

const events = (...types: string[]) =>
  types.map((type, index) => ({ type, eventId: `${index}`, occurredAt: `t${index}` }));
const states = (types: string[], reason?: string) =>
  wayOf(events(...types), reason).map(({ state }) => state);

describe('the way of an order', () => {
  it.each([
    [['OrderPlaced'], ['done', 'doing', 'waiting', 'waiting']],
    [
      ['OrderPlaced', 'OrderConfirmed'],
      ['done', 'done', 'done', 'doing'],
    ],
    [
      ['OrderPlaced', 'OrderConfirmed', 'OrderShipped'],
      ['done', 'done', 'done', 'done'],
    ],
  ])('after %j is %j', (types, expected) => expect(states(types)).toEqual(expected));

  it.each([
    ['insufficient-stock', ['done', 'failed', 'skipped', 'skipped']],
    ['card-declined', ['done', 'undone', 'failed', 'skipped']],
    ['undeliverable-address', ['done', 'undone', 'undone', 'failed']],
    ['changed-my-mind', ['done', 'released', 'released', 'released']],
    ['a provider’s own words', ['done', 'released', 'released', 'released']],
  ])('unwinds when cancelled for %s', (reason, expected) =>
    expect(states(['OrderPlaced', 'OrderCancelled'], reason)).toEqual(expected),
  );

  it('gives everything back when a customer cancels after paying', () =>
    expect(states(['OrderPlaced', 'OrderConfirmed', 'OrderCancelled'], 'changed-my-mind')).toEqual([
      ...['done', 'undone', 'undone', 'released'],
    ]));

  it('says when', () =>
    expect(wayOf(events('OrderCreated', 'OrderPlaced'))[0]).toEqual({
      ...{ name: 'placed', state: 'done', at: 't1' },
    }));
});
