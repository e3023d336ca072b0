import type { OrderUpdate } from '@waybill/contracts/live-protocol';
import fc from 'fast-check';
import { OrderFeed } from './order-feed.ts';

const statuses = ['placed', 'confirmed', 'shipped'] as const;
const updateOf = (version: number): OrderUpdate => ({
  orderId: 'ord-1',
  status: statuses[version % 3] ?? 'placed',
  version,
  occurredAt: '2026-01-01T00:00:00.000Z',
});
const versions = (updates: readonly OrderUpdate[]) => updates.map(({ version }) => version);

describe('an order’s feed', () => {
  it('tells what was missed, then what was heard meanwhile', () => {
    const feed = new OrderFeed(1);
    expect(feed.hear([updateOf(3)])).toEqual({ news: [], isMissing: false });
    expect(feed.hear([updateOf(2)])).toEqual({ news: [], isMissing: false });
    const { news, isMissing } = feed.catchUp([updateOf(2)], 2);
    expect([versions(news), isMissing]).toEqual([[2, 3], false]);
  });

  it('asks for what lies before an update that does not follow on the last', () => {
    const feed = new OrderFeed(0);
    feed.catchUp([updateOf(1)], 1);
    expect(feed.hear([updateOf(4)])).toEqual({ news: [], isMissing: true });
    expect(versions(feed.catchUp([updateOf(3), updateOf(4)], 4).news)).toEqual([3, 4]);
  });

  it('hands on what it is given where all of it is news', () => {
    const feed = new OrderFeed(0);
    feed.catchUp([], 0);
    const updates = [updateOf(1), updateOf(2)];
    expect(feed.hear(updates).news).toBe(updates);
    expect(feed.hear(updates).news).toEqual([]);
  });

  it('keeps a bounded number while it waits, and asks for the rest', () => {
    const feed = new OrderFeed(0);
    const many = Array.from({ length: 500 }, (_, i) => updateOf(i + 1));
    for (const update of many) feed.hear([update]);
    const first = feed.catchUp([updateOf(1)], 1);
    expect([versions(first.news), first.isMissing]).toEqual([[1], true]);
    expect(versions(feed.catchUp(many, 500).news)).toEqual(versions(many.slice(1)));
  });

  it('tells each version exactly once and in order, whatever overtakes, repeats or is lost on the way', () => {
    // Some versions change no status: an order's commits are more than its updates.
    const committed = fc.array(fc.boolean(), { minLength: 1, maxLength: 12 });
    const steps = fc.array(
      fc.oneof(
        fc.record({ heard: fc.array(fc.nat({ max: 11 }), { minLength: 1, maxLength: 4 }) }),
        fc.constant('answer' as const),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(committed, fc.nat({ max: 11 }), steps, (changes, from, story) => {
        const all = changes.flatMap((isChange, i) => (isChange ? [updateOf(i + 1)] : []));
        const since = Math.min(from, changes.length);
        const feed = new OrderFeed(since);
        const told: OrderUpdate[] = [];
        // What the source has when it is asked, at the latest: all that was heard is committed.
        let head = since;
        let isAsked = true;
        const answer = () => {
          const missed = all.filter(({ version }) => version > feed.version && version <= head);
          const { news, isMissing } = feed.catchUp(missed, head);
          told.push(...news);
          isAsked = isMissing;
        };
        for (const step of story) {
          if (step === 'answer') {
            if (isAsked) answer();
            continue;
          }
          const heard = step.heard.flatMap((i) => all[i] ?? []);
          // An answer that is under way may be older than what is heard.
          if (!isAsked) head = Math.max(head, ...versions(heard));
          const { news, isMissing } = feed.hear(heard);
          told.push(...news);
          isAsked ||= isMissing;
        }
        // In the end the last update is heard, and whatever was asked for is answered.
        head = changes.length;
        const last = feed.hear(all.slice(-1));
        told.push(...last.news);
        if (isAsked || last.isMissing) answer();
        const expected = all.filter(({ version }) => version > since);
        expect(versions(told)).toEqual(versions(expected));
      }),
      { numRuns: 2_000 },
    );
  });
});
