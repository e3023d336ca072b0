import { setImmediate } from 'node:timers/promises';
import { keptEvents } from './archive-operations.ts';
import type { Archive } from './bus.ts';
import { type BusEvent, replayed } from './bus-event.ts';
import type { Router } from './router.ts';

export interface Replay {
  readonly name: string;
  readonly arn: string;
  readonly archive: Archive;
  readonly description?: string;
  /** The span of event times to replay, in ms since the epoch. */
  readonly from: number;
  readonly to: number;
  /** The only rules to see the events; empty for all. */
  readonly ruleArns: readonly string[];
  readonly startedAt: number;
  state: 'STARTING' | 'RUNNING' | 'COMPLETED' | 'CANCELLED';
  lastReplayed?: number;
  endedAt?: number;
}

/** Events are sent so many at a time, so that a replay can be cancelled and starves nobody. */
const batchSize = 100;

/** Puts the archived events of the replay's span on their bus again, marked and out of order. */
export async function runReplay(replay: Replay, router: Router, now: () => number): Promise<void> {
  await setImmediate();
  if (!advance(replay, 'RUNNING')) return;
  const rules = replay.ruleArns.length > 0 ? new Set(replay.ruleArns) : undefined;
  const events = replayOrder(
    keptEvents(replay.archive, now()).filter(
      ({ time }) => time >= replay.from && time <= replay.to,
    ),
  );
  for (const [index, event] of events.entries()) {
    if (index % batchSize === 0) await setImmediate();
    if (!isRunning(replay)) return;
    router.publish(replay.archive.bus, replayed(event, replay.name, now()), rules);
    replay.lastReplayed = event.time;
  }
  if (advance(replay, 'COMPLETED')) replay.endedAt = now();
}

/** Minute by minute, as AWS replays, and shuffled within each minute, because it promises no order. */
export function replayOrder(events: readonly BusEvent[], random = Math.random): BusEvent[] {
  return events
    .map((event) => ({ event, minute: Math.floor(event.time / 60_000), lot: random() }))
    .sort((left, right) => left.minute - right.minute || left.lot - right.lot)
    .map(({ event }) => event);
}

function isRunning({ state }: Replay): boolean {
  return state === 'RUNNING';
}

/** Moves on, unless the replay was cancelled in the meantime. */
function advance(replay: Replay, state: Replay['state']): boolean {
  if (replay.state === 'CANCELLED') return false;
  replay.state = state;
  return true;
}
