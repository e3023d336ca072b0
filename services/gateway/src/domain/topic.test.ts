import { channelOf, channelsOf, topicOf } from './topic.ts';

const update = {
  orderId: 'ord-1',
  status: 'placed',
  version: 1,
  occurredAt: '2026-01-01T00:00:00.000Z',
} as const;
const channels = channelsOf({ customerId: 'cust-ann', update });
const ann = { subject: 'cust-ann', isStaff: false };
const bo = { subject: 'cust-bo', isStaff: false };
const mia = { subject: 'mia', isStaff: true };

describe('an update', () => {
  it.each([
    ['its order’s watchers', 'order:ord-1', ann, true],
    ['its customer’s list', 'orders', ann, true],
    ['another customer’s list', 'orders', bo, false],
    ['staff, who watch all', 'orders', mia, true],
    ['another order’s watchers', 'order:ord-2', mia, false],
  ] as const)('reaches %s: %s', (_, topic, watcher, isReached) => {
    expect(channels.includes(channelOf(topic, watcher))).toBe(isReached);
  });

  it('is told under the topic that the client asked for', () => {
    expect(channels.map(topicOf)).toEqual(['order:ord-1', 'orders', 'orders']);
  });
});
