import type { DeadLetter } from '@waybill/runtime/dead-letters/dead-letter-queue';
import { createSqsLetterBox } from '@waybill/runtime/dead-letters/sqs-dead-letters';
import { describeLetter } from '../domain/description.ts';
import { describeReference } from '../domain/reference.ts';
import { giveBack, select } from '../selection.ts';
import { age } from './age.ts';
import { columns } from './columns.ts';
import type { Command } from './command.ts';
import { show, type Session } from './session.ts';

type Asked = Extract<Command, { name: 'dlq show' }>;

const holdSeconds = 60;

/** Prints some letters or references of a queue, and leaves them there. Their receive count has risen by one. */
export async function showDeadLetters(session: Session, asked: Asked): Promise<void> {
  if ('service' in asked.from) await showLetters(session, asked);
  else await showReferences(session, asked);
}

async function showLetters(session: Session, asked: Asked): Promise<void> {
  const found = await look(session, asked, describeLetter);
  const rows = found.map(({ letter, description, ...times }) => ({
    messageId: letter.id,
    ...description,
    ...times,
    receiveCount: letter.receiveCount,
    attributes: Object.fromEntries(
      Object.entries(letter.attributes).map(([name, { StringValue }]) => [name, StringValue]),
    ),
    body: letter.body,
  }));
  show(session, rows, () =>
    columns(
      ['MESSAGE', 'TYPE', 'EVENT', 'ORDER', 'AGE', 'REASON'],
      rows.map(({ messageId, type = '-', eventId = '-', orderId = '-', ageSeconds, reason }) => [
        ...[messageId, type, eventId, orderId, age(ageSeconds * 1_000), reason],
      ]),
    ),
  );
}

async function showReferences(session: Session, asked: Asked): Promise<void> {
  const found = await look(session, asked, ({ body }) => describeReference(body));
  const rows = found.map(({ letter, description, ...times }) => ({
    ...{ messageId: letter.id, ...description, ...times },
    ...{ receiveCount: letter.receiveCount, body: letter.body },
  }));
  show(session, rows, () =>
    columns(
      ['STREAM', 'SHARD', 'SEQUENCE NUMBER', 'AGE', 'REASON'],
      rows.map(({ stream = '-', shardId = '-', sequenceNumber = '-', ageSeconds, reason }) => [
        ...[stream, shardId, sequenceNumber, age(ageSeconds * 1_000), reason],
      ]),
    ),
  );
}

/** Some of what lies there, as it describes itself. */
async function look<Description extends Parameters<Asked['only']>[0]>(
  { platform, signal, waitSeconds }: Session,
  { from: { queue }, max, only }: Asked,
  describe: (letter: DeadLetter) => Description,
) {
  const { now } = platform;
  const letters = await createSqsLetterBox(platform, { queue, waitSeconds });
  const wants = (letter: DeadLetter) => only(describe(letter));
  const found = await select(letters, { wants, max, holdSeconds, now, signal });
  await giveBack(letters, [...found.selected, ...found.passedOver]);
  return found.selected.map((letter) => ({
    letter,
    description: describe(letter),
    sentAt: new Date(letter.sentAtMs).toISOString(),
    ageSeconds: Math.max(0, Math.floor((now().getTime() - letter.sentAtMs) / 1_000)),
  }));
}
