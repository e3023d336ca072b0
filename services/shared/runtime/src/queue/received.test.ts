import { CancelOrder, ReserveInventory } from '@waybill/contracts/commands';
import { ObjectCreated } from '@waybill/contracts/s3-notices';
import { consumer, on } from '@waybill/kernel/consumer';
import { InvalidMessage } from '@waybill/kernel/failure';
import { parseMessage } from './received.ts';

const inventory = consumer(
  'inventory',
  on(ReserveInventory, () => Promise.resolve()),
);

const metadata = {
  eventId: 'saga-ord-1/1.1',
  schemaVersion: 1,
  aggregateId: 'saga-ord-1',
  version: 1,
  occurredAt: '2026-01-01T00:00:00.000Z',
  correlationId: 'c',
};
const data = { orderId: 'ord-1', items: [{ productId: 'A', quantity: 1 }] };
const envelope = {
  source: 'saga-orchestrator',
  'detail-type': 'ReserveInventory',
  detail: { ...data, metadata },
};

const parse = (message: unknown) => parseMessage(inventory, JSON.stringify(message));

function reasonOf(parsing: () => unknown): string {
  try {
    parsing();
  } catch (error) {
    if (error instanceof InvalidMessage) return error.message;
    throw error;
  }
  return 'valid';
}

describe('a received message', () => {
  it('finds its reaction, with data and metadata apart', () => {
    const received = parse(envelope);
    expect(received.reaction.contract).toBe(ReserveInventory);
    expect(received.data).toEqual(data);
    expect(received.metadata).toEqual(metadata);
  });

  it('loses the fields that its contract does not know', () => {
    const items = [{ productId: 'A', quantity: 1, colour: 'red' }];
    const detail = { ...data, items, priority: 1, metadata: { ...metadata, region: 'eu' } };
    const received = parse({ ...envelope, detail, account: '1', resources: [] });
    expect(received.data).toEqual(data);
    expect(received.metadata).toEqual(metadata);
  });

  it.each<[string, unknown, string]>([
    ['is text', 'text', 'not a message of the bus'],
    ['is null', null, 'not a message of the bus'],
    ['is a list', [], 'not a message of the bus'],
    ['has no name', { ...envelope, 'detail-type': undefined }, 'not a message of the bus'],
    ['has no detail', { ...envelope, detail: undefined }, 'not a message of the bus'],
    ['has null for a detail', { ...envelope, detail: null }, 'not a message of the bus'],
    ['has text for a detail', { ...envelope, detail: '{}' }, 'not a message of the bus'],
    ['has no metadata', { ...envelope, detail: data }, 'not a message of the bus'],
    [
      'has null for metadata',
      { ...envelope, detail: { ...data, metadata: null } },
      'metadata must be object',
    ],
    [
      'lacks metadata',
      { ...envelope, detail: { ...data, metadata: { ...metadata, eventId: undefined } } },
      'metadata/eventId is required',
    ],
    [
      'is meant for another',
      { ...envelope, 'detail-type': CancelOrder.type },
      'inventory does not hear CancelOrder',
    ],
    [
      'is named after what every object inherits',
      { ...envelope, 'detail-type': 'constructor' },
      'inventory does not hear constructor',
    ],
    [
      'is of a newer version',
      { ...envelope, detail: { ...data, metadata: { ...metadata, schemaVersion: 2 } } },
      'ReserveInventory has schema version 2; inventory knows 1',
    ],
    [
      'lacks data',
      { ...envelope, detail: { items: data.items, metadata } },
      'ReserveInventory/orderId is required',
    ],
    [
      'has wrong data',
      { ...envelope, detail: { ...data, items: [{ productId: 'A', quantity: 0 }], metadata } },
      'ReserveInventory/items/0/quantity must be >= 1',
    ],
  ])('can never succeed when it %s', (_, message, reason) => {
    expect(reasonOf(() => parse(message))).toContain(reason);
  });

  describe('of AWS itself', () => {
    const documents = consumer(
      'documents',
      on(ObjectCreated, () => Promise.resolve()),
    );
    const object = { key: 'uploads/a b+ü.xml', size: 5, etag: 'e', sequencer: '0A' };
    const told = {
      ...{ version: '0', id: 'bus-1', source: 'aws.s3', account: '1', region: 'eu-west-1' },
      ...{ 'detail-type': 'Object Created', time: '2026-01-01T00:00:00Z', resources: [] },
      detail: { version: '0', bucket: { name: 'b' }, object, reason: 'PutObject' },
    };
    const heard = (message: unknown) => parseMessage(documents, JSON.stringify(message));

    it('has its metadata from the bus, the same at every delivery', () => {
      const { data, metadata } = heard(told);
      expect(data).toEqual({ bucket: { name: 'b' }, object });
      expect(metadata).toMatchObject({ eventId: 'bus-1', correlationId: 'bus-1' });
      expect(metadata.occurredAt).toBe('2026-01-01T00:00:00Z');
      expect(heard(told)).toEqual(heard(told));
    });

    it('can never succeed without what the contract asks for', () => {
      const without = { ...told, detail: { ...told.detail, object: { key: 'k' } } };
      expect(reasonOf(() => heard(without))).toContain('object/sequencer is required');
      expect(reasonOf(() => heard({ ...told, time: undefined }))).toContain('occurredAt');
    });
  });

  it('can never succeed when it is not JSON, or empty', () => {
    expect(reasonOf(() => parseMessage(inventory, '{'))).toBe('not JSON');
    expect(reasonOf(() => parseMessage(inventory, ''))).toBe('not JSON');
  });
});
