import { ReserveInventory } from '@waybill/contracts/commands';
import { privateEvent } from '@waybill/contracts/contract';
import { Metadata } from '@waybill/contracts/envelope';
import { InventoryReleased, InventoryReserved } from '@waybill/contracts/inventory-events';
import { violations } from '@waybill/contracts/validation';
import type { Commit } from '@waybill/kernel/commit';
import { outgoingOf } from './outgoing.ts';

const Kept = privateEvent('Kept', 1, {});
const orderId = 'ord-1';
const items = [{ productId: 'LAMP', quantity: 1 }];
const commit: Commit = {
  aggregateId: 'saga-ord-1',
  version: 7,
  commitId: 'commit-1',
  committedAt: '2026-01-01T00:00:00.000Z',
  correlationId: 'correlation-1',
  causationId: 'ord-1/1.0',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  entries: [Kept({}), InventoryReserved({ orderId }), ReserveInventory({ orderId, items })],
};

describe('what a commit says to others', () => {
  it('is everything that is not private', () =>
    expect(outgoingOf(commit).map(({ type }) => type)).toEqual([
      'InventoryReserved',
      'ReserveInventory',
    ]));

  it('has ids that count every entry, also the private ones', () =>
    expect(outgoingOf(commit).map(({ eventId }) => eventId)).toEqual([
      'saga-ord-1/7.1',
      'saga-ord-1/7.2',
    ]));

  it('is an event of its service, or a command to its owner', () =>
    expect(outgoingOf(commit)).toMatchObject([
      { kind: 'event', source: 'inventory-service', owner: undefined },
      { kind: 'command', source: 'saga-orchestrator', owner: 'inventory' },
    ]));

  it('has its data flat, beside the metadata', () => {
    const [, command] = outgoingOf(commit);
    const detail = JSON.parse(command?.detail ?? '') as { metadata: unknown };
    const { metadata, ...data } = detail;
    expect(data).toEqual({ orderId, items });
    expect(metadata).toEqual({
      eventId: 'saga-ord-1/7.2',
      schemaVersion: 1,
      aggregateId: 'saga-ord-1',
      version: 7,
      occurredAt: commit.committedAt,
      correlationId: 'correlation-1',
      causationId: 'ord-1/1.0',
      traceparent: commit.traceparent,
    });
    expect(violations(Metadata, metadata)).toEqual([]);
  });

  it('names the replay that it was said in', () => {
    const [event] = outgoingOf({
      ...commit,
      entries: [InventoryReleased({ orderId })],
      replay: 'r-1',
    });
    expect(JSON.parse(event?.detail ?? '')).toHaveProperty('metadata.replay', 'r-1');
  });

  it('is the same at every telling', () => expect(outgoingOf(commit)).toEqual(outgoingOf(commit)));
});
