import type { Commit } from '@waybill/kernel/commit';
import { storyOf } from './order-story.ts';

const commit = (
  aggregateId: string,
  version: number,
  atMs: number,
  ...types: string[]
): Commit => ({
  ...{ aggregateId, version, commitId: `${aggregateId}${version}`, correlationId: 'c-1' },
  entries: types.map((type) => ({
    kind: 'event' as const,
    type,
    schemaVersion: 1,
    source: 's',
    data: {},
  })),
  committedAt: new Date(atMs).toISOString(),
});

it('tells what happened in order of time, and how long it took', () => {
  const story = storyOf([
    {
      service: 'orders',
      commits: [
        commit('ord-1', 1, 1_000, 'OrderPlaced'),
        commit('ord-1', 2, 1_900, 'OrderConfirmed', 'OrderShipped'),
      ],
    },
    { service: 'inventory', commits: [commit('reservation-ord-1', 1, 1_250, 'InventoryReserved')] },
  ]);
  expect(
    story.map(({ service, type, sincePreviousMs }) => [service, type, sincePreviousMs]),
  ).toEqual([
    ['orders', 'OrderPlaced', 0],
    ['inventory', 'InventoryReserved', 250],
    ['orders', 'OrderConfirmed', 650],
    ['orders', 'OrderShipped', 0],
  ]);
  expect(story[3]?.eventId).toBe('ord-1/2.1');
});
