import { deadLetterName, resourceName, undeliveredName } from './names.ts';

describe('names', () => {
  it('set one installation apart from another', () => {
    expect(resourceName('local', 'orders')).toBe('local-orders');
    expect(resourceName('test', 'orders')).not.toBe(resourceName('local', 'orders'));
  });

  it('tell the queues of one service apart', () => {
    const queues = ['orders', deadLetterName('orders'), undeliveredName('orders')];
    expect(queues).toEqual(['orders', 'orders-dlq', 'orders-undelivered']);
  });
});
