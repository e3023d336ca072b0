import { Type } from '@sinclair/typebox';
import { command, event, privateEvent } from './contract.ts';

const properties = { orderId: Type.String() };

describe('a contract', () => {
  it('makes an event that knows its source', () => {
    expect(event('order-service', 'OrderPlaced', 2, properties)({ orderId: 'ord-1' })).toEqual({
      kind: 'event',
      type: 'OrderPlaced',
      schemaVersion: 2,
      source: 'order-service',
      data: { orderId: 'ord-1' },
    });
  });

  it('makes a command that knows its owner', () => {
    const CancelOrder = command('orders', 'CancelOrder', 1, properties);
    expect(CancelOrder({ orderId: 'ord-1' })).toMatchObject({ kind: 'command', owner: 'orders' });
    expect(CancelOrder({ orderId: 'ord-1' })).not.toHaveProperty('source');
  });

  it('makes a private fact that nobody else is told of', () => {
    const fact = privateEvent('PaymentIntended', 1, properties)({ orderId: 'ord-1' });
    expect(fact.kind).toBe('private');
    expect(Object.keys(fact)).toEqual(['kind', 'type', 'schemaVersion', 'data']);
  });

  it('names its schema after its type and version', () => {
    expect(privateEvent('PaymentIntended', 3, properties).schema.$id).toBe('PaymentIntended.v3');
  });

  it('makes one message of another, and takes over only what it names', () => {
    const larger = { orderId: 'ord-1', total: 100 };
    expect(privateEvent('Kept', 1, properties)(larger).data).toEqual({ orderId: 'ord-1' });
  });
});
