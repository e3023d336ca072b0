import { deadLetterName, resourceName, streamDeadLetterName, undeliveredName } from './names.ts';

describe('names', () => {
  it('set one installation apart from another', () => {
    expect(resourceName('local', 'orders')).toBe('local-orders');
    expect(resourceName('test', 'orders')).not.toBe(resourceName('local', 'orders'));
  });

  it('tell the queues of one service apart', () => {
    const queues = [deadLetterName, undeliveredName, streamDeadLetterName].map((of) =>
      of('orders'),
    );
    expect(queues).toEqual(['orders-dlq', 'orders-undelivered', 'orders-stream-dlq']);
  });
});
