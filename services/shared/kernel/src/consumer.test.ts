import { ReleaseInventory, ReserveInventory } from '@waybill/contracts/commands';
import { consumer, on } from './consumer.ts';

const nothing = () => Promise.resolve();

describe('a consumer', () => {
  it('finds its reactions by the name of the message', async () => {
    const released: string[] = [];
    const { service, reactions } = consumer(
      'inventory',
      on(ReserveInventory, nothing),
      on(ReleaseInventory, ({ orderId }) => Promise.resolve(released.push(orderId))),
    );
    const delivery = { metadata: {} as never, signal: new AbortController().signal };
    await reactions.get('ReleaseInventory')?.handle({ orderId: 'ord-1' }, delivery);
    expect(service).toBe('inventory');
    expect(released).toEqual(['ord-1']);
  });

  it('has one reaction to a message', () => {
    const twice = () =>
      consumer('inventory', on(ReserveInventory, nothing), on(ReserveInventory, nothing));
    expect(twice).toThrow('inventory: a contract is handled twice');
  });
});
