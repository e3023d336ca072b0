import { GetItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '../../infra/local/load/in-parallel.ts';
import { localStage } from '../../infra/local/environment.ts';
import { place, stockUp } from '../faults/errand.ts';
import { shelfViolations, shelvesOf, violationsOf } from '../faults/invariants.ts';
import { tables } from '../faults/tables.ts';
import { openWorld, type World } from '../faults/world.ts';
import type { WireItem } from './item-size.ts';
import { Meter } from './meter.ts';
import type { Row } from './tally.ts';

/** What some orders, and standing by for a while, have come to. */
export interface Measurement {
  readonly orders: number;
  /** Of all orders together. */
  readonly caused: readonly Row[];
  /** While nothing was ordered. */
  readonly standing: readonly Row[];
  readonly standingMs: number;
}

/** As in production: where a setting is empty, its default holds. */
const settings = {
  QUEUE_RETRY_BASE_MS: '',
  QUEUE_RETRY_CAP_MS: '',
  QUEUE_VISIBILITY_SECONDS: '',
  STREAM_POLL_MS: '500',
  STREAM_DISCOVER_MS: '',
  STREAM_LEASE_MS: '',
  DEADLINE_POLL_MS: '',
  MAIL_CLAIM_MS: '',
};

/** Polls, windows and checkpoints are over when orders have caused no call for so long. */
const quietMs = 3_000;
const patienceMs = 300_000;

/** Has orders of three lines go their happy way in a world of their own, and counts from the first request until rest. */
export async function measure(
  count: number,
  options: {
    readonly concurrency: number;
    readonly standingMs: number;
    /** Where the bundle of the embedded AWS's thread is; without it, AWS is in this one. */
    readonly awsWorker?: URL;
  },
): Promise<Measurement> {
  const { concurrency, standingMs, awsWorker } = options;
  const world = await openWorld({ random: Math.random, awsWorker, environment: settings });
  try {
    const meter = meterOf(world);
    world.proxy.watch = meter.watch;
    await stockUp(world, 100_000);
    await order(world, meter, ['warm']);
    await meter.take();
    await sleep(standingMs);
    const { standing } = await meter.take();
    const names = Array.from({ length: count }, (_, i) => `cost-${i}`);
    await order(world, meter, names, concurrency);
    const { orders } = await meter.take();
    return { orders: count, caused: orders.rows, standing: standing.rows, standingMs };
  } finally {
    world.proxy.watch = undefined;
    await world.close();
  }
}

function meterOf({ platform }: World): Meter {
  return new Meter({
    tables,
    logical: (name) => name.replace(new RegExp(`^${localStage}-`), ''),
    read: async (TableName, key) => {
      const Key = key as unknown as Record<string, AttributeValue>;
      const get = new GetItemCommand({ TableName, Key, ConsistentRead: true });
      return (await platform.aws.dynamo.send(get)).Item as WireItem | undefined;
    },
  });
}

/** Resolves when all are shipped, everything holds, and nothing more follows. */
async function order(
  world: World,
  meter: Meter,
  names: readonly string[],
  concurrency = 1,
): Promise<void> {
  const before = await shelvesOf(world);
  const placed = await inParallel(names, concurrency, (name) => place(world, name, 'shipped'));
  const giveUpAtMs = performance.now() + patienceMs;
  const look = async (): Promise<string[]> => {
    const onShelves = shelfViolations(before, await shelvesOf(world), names.length);
    if (onShelves.length > 0) return onShelves;
    if (performance.now() - meter.lastCallMs < quietMs) return ['is not at rest'];
    const asked = placed.map((each) => {
      return { placed: each, way: 'shipped' as const, mayRepeatMail: false };
    });
    return (await inParallel(asked, 20, (each) => violationsOf(world, each))).flat();
  };
  let violations = await look();
  while (violations.length > 0 && performance.now() < giveUpAtMs) {
    await sleep(250);
    violations = await look();
  }
  if (violations.length > 0) throw new Error(`the orders have not come to rest: ${violations[0]}`);
}
