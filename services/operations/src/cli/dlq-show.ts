import { createSqsDeadLetters } from '@waybill/runtime/dead-letters/sqs-dead-letters';
import { describeLetter } from '../domain/description.ts';
import { giveBack, select } from '../selection.ts';
import { age } from './age.ts';
import { columns } from './columns.ts';
import type { Letters } from './command.ts';
import { show, type Session } from './session.ts';

const holdSeconds = 60;

/** Prints some letters of a queue, and leaves them there. Their receive count has risen by one. */
export async function showDeadLetters(
  session: Session,
  { from, max, only }: Letters,
): Promise<void> {
  const { platform, signal, waitSeconds } = session;
  const { now } = platform;
  const letters = await createSqsDeadLetters(platform, { ...from, waitSeconds });
  const wants = (letter: Parameters<typeof describeLetter>[0]) => only(describeLetter(letter));
  const found = await select(letters, { wants, max, holdSeconds, now, signal });
  await giveBack(letters, [...found.selected, ...found.passedOver]);

  const rows = found.selected.map((letter) => ({
    messageId: letter.id,
    ...describeLetter(letter),
    sentAt: new Date(letter.sentAtMs).toISOString(),
    ageSeconds: Math.max(0, Math.floor((now().getTime() - letter.sentAtMs) / 1_000)),
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
