import { createSqsLetterBox } from '@waybill/runtime/dead-letters/sqs-dead-letters';
import { deadLetterQueues, referenceQueues } from '../dead-letter-queues.ts';
import { giveBack, select } from '../selection.ts';
import { age } from './age.ts';
import { columns } from './columns.ts';
import { show, type Session } from './session.ts';

/** SQS does not say how old the oldest is, so these many are looked at. */
const looked = 200;
const holdSeconds = 30;

interface Row {
  readonly queue: string;
  readonly depth: number;
  /** RFC 3339. Of those that were looked at. */
  readonly oldestSentAt?: string;
  readonly oldestAgeSeconds?: number;
  /** Whether some were not looked at, so that one may be older. */
  readonly isAtLeast: boolean;
}

/** Prints how many dead letters and references there are, and how old the oldest is. */
export async function listDeadLetters(session: Session): Promise<void> {
  const rows = await Promise.all(
    [...deadLetterQueues, ...referenceQueues].map(({ queue }) => rowOf(session, queue)),
  );
  show(session, rows, () =>
    columns(
      ['QUEUE', 'DEPTH', 'OLDEST'],
      rows.map(({ queue, depth, oldestAgeSeconds, isAtLeast }) => [
        queue,
        String(depth),
        oldestAgeSeconds === undefined
          ? '-'
          : `${isAtLeast ? '≥ ' : ''}${age(oldestAgeSeconds * 1_000)}`,
      ]),
    ),
  );
}

async function rowOf({ platform, signal, waitSeconds }: Session, queue: string): Promise<Row> {
  const letters = await createSqsLetterBox(platform, { queue, waitSeconds });
  const depth = await letters.depth();
  if (depth === 0) return { queue, depth, isAtLeast: false };
  const { now } = platform;
  const wants = () => true;
  const max = Math.min(looked, depth);
  const { selected } = await select(letters, { wants, max, holdSeconds, now, signal });
  await giveBack(letters, selected);
  if (selected.length === 0) return { queue, depth, isAtLeast: false };
  const oldestMs = Math.min(...selected.map(({ sentAtMs }) => sentAtMs));
  return {
    queue,
    depth,
    oldestSentAt: new Date(oldestMs).toISOString(),
    oldestAgeSeconds: Math.max(0, Math.floor((now().getTime() - oldestMs) / 1_000)),
    isAtLeast: selected.length < depth,
  };
}
