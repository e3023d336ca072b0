import { keptEvents } from './archive-operations.ts';
import { type Archive, createBus } from './bus.ts';
import { type BusEvent, busEvent } from './bus-event.ts';
import { type Replay, replayOrder, runReplay } from './replay.ts';

const event = (id: string, time: number): BusEvent =>
  busEvent({
    id,
    source: 'order-service',
    detailType: 'OrderPlaced',
    detail: {},
    detailText: '{}',
    resources: [],
    time,
    ingestedAt: time,
  });

const archiveOf = (events: BusEvent[], retentionDays = 0): Archive => ({
  name: 'orders',
  arn: 'arn',
  bus: createBus('shop', 0),
  createdAt: 0,
  retentionDays,
  events,
});

const replayOf = (archive: Archive, from: number, to: number): Replay => ({
  name: 'again',
  arn: 'arn',
  archive,
  from,
  to,
  ruleArns: [],
  startedAt: 0,
  state: 'STARTING',
});

const ids = (events: readonly BusEvent[]) => events.map(({ id }) => id);

describe('a replay', () => {
  it('goes minute by minute, and in no order within a minute', () => {
    const lots = [0.9, 0.1, 0.5];
    const events = [event('a', 60_000), event('b', 61_000), event('c', 0)];
    expect(ids(replayOrder(events, () => lots.shift() ?? 0))).toEqual(['c', 'b', 'a']);
  });

  it('takes the events of its span, both ends included', async () => {
    const events = [1, 2, 3, 4].map((time) => event(String(time), time));
    const published: BusEvent[] = [];
    const publish = (_: unknown, sent: BusEvent) => void published.push(sent);
    const router = { publish, stop: () => undefined };
    const replay = replayOf(archiveOf(events), 2, 3);
    await runReplay(replay, router, () => 100);
    expect(ids(published).sort()).toEqual(['2', '3']);
    expect(replay).toMatchObject({ state: 'COMPLETED', endedAt: 100 });
  });

  it('stops when it is cancelled', async () => {
    const events = Array.from({ length: 500 }, (_, n) => event(String(n), n));
    const replay = replayOf(archiveOf(events), 0, 1_000);
    let published = 0;
    const publish = () => {
      published++;
      replay.state = 'CANCELLED';
    };
    await runReplay(replay, { publish, stop: () => undefined }, () => 0);
    expect(published).toBe(1);
    expect(replay.state).toBe('CANCELLED');
  });
});

it('an archive forgets what is older than its retention', () => {
  const days = (count: number) => count * 86_400_000;
  const archive = archiveOf([event('old', 0), event('new', days(2))], 2);
  expect(ids(keptEvents(archive, days(3)))).toEqual(['new']);
});
