import type { ListedOrder, OrderUpdate } from '@waybill/contracts/live-protocol';
import fc from 'fast-check';
import { ListFeed } from './list-feed.ts';

const at = '2026-01-01T00:00:00.000Z';
const updateOf = (orderId: string, version: number): OrderUpdate => ({
  orderId,
  status: 'placed',
  version,
  occurredAt: at,
});
const rowOf = (orderId: string, version: number): ListedOrder => ({
  ...{ orderId, version, status: 'placed', total: 5, currency: 'GBP' },
  ...{ createdAt: at, updatedAt: at },
});

describe('a list’s feed', () => {
  it('tells after the list what was heard meanwhile and is newer', () => {
    const feed = new ListFeed(true);
    feed.hear([updateOf('ord-1', 2), updateOf('ord-2', 1), updateOf('ord-3', 1)]);
    const { news } = feed.begin([rowOf('ord-1', 1), rowOf('ord-2', 1)]);
    expect(news).toEqual([updateOf('ord-1', 2), updateOf('ord-3', 1)]);
  });

  it('tells at a second look what the first was too early for', () => {
    const feed = new ListFeed(true);
    feed.begin([rowOf('ord-1', 1)]);
    const { news } = feed.compare([rowOf('ord-2', 3), rowOf('ord-1', 1)]);
    expect(news).toEqual([updateOf('ord-2', 3)]);
  });

  it('begins anew where more waits than it can keep', () => {
    const feed = new ListFeed(true);
    for (let i = 0; i < 1_001; i += 1) feed.hear([updateOf(`ord-${i}`, 2)]);
    expect(feed.begin([])).toEqual({ news: [], isMissing: true });
    expect(feed.begin([rowOf('ord-1', 2)])).toEqual({ news: [], isMissing: false });
  });

  it('never goes back, and ends with what each order is, whatever overtakes or repeats', () => {
    const update = fc.record({
      order: fc.nat({ max: 3 }),
      version: fc.integer({ min: 1, max: 6 }),
    });
    const heard = fc.array(fc.array(update, { maxLength: 4 }), { maxLength: 12 });
    fc.assert(
      fc.property(heard, fc.nat({ max: 12 }), fc.array(update), (batches, beginAt, rows) => {
        const feed = new ListFeed(true);
        const shown = new Map<string, number>();
        const newest = new Map<string, number>();
        const know = (map: Map<string, number>, orderId: string, version: number) =>
          map.set(orderId, Math.max(version, map.get(orderId) ?? 0));
        let isForward = true;
        const show = (updates: readonly OrderUpdate[]) => {
          for (const { orderId, version } of updates) {
            isForward &&= version > (shown.get(orderId) ?? 0);
            know(shown, orderId, version);
          }
        };
        const begin = () => {
          const list = new Map(rows.map(({ order, version }) => [`ord-${order}`, version]));
          const listed = [...list].map(([orderId, version]) => rowOf(orderId, version));
          for (const { orderId, version } of listed) {
            know(newest, orderId, version);
            know(shown, orderId, version);
          }
          show(feed.begin(listed).news);
        };
        const story = batches.map((batch) =>
          batch.map(({ order, version }) => updateOf(`ord-${order}`, version)),
        );
        const begun = Math.min(beginAt, story.length);
        for (const [i, batch] of [...story.entries()]) {
          if (i === begun) begin();
          for (const { orderId, version } of batch) know(newest, orderId, version);
          show(feed.hear(batch).news);
        }
        if (begun === story.length) begin();
        expect([...shown].sort()).toEqual([...newest].sort());
        return isForward;
      }),
      { numRuns: 1_000 },
    );
  });
});
