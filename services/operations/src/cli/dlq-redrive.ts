import { createSqsDeadLetters } from '@waybill/runtime/dead-letters/sqs-dead-letters';
import type { DeadLetterQueue } from '@waybill/runtime/dead-letters/dead-letter-queue';
import { describeLetter } from '../domain/description.ts';
import { whyNotHome } from '../domain/way-home.ts';
import { redrive, type Redriven } from '../redrive.ts';
import { giveBack, select, type Selection } from '../selection.ts';
import { columns } from './columns.ts';
import type { Command } from './command.ts';
import { show, type Session } from './session.ts';

/** Longer than it takes to read the most that a selection holds; prolonged while it takes longer to send. */
const holdSeconds = 600;

type Asked = Extract<Command, { name: 'dlq redrive' }>;
/** What became of a letter, or would. */
type Result = Omit<Redriven, 'outcome'> & { readonly outcome: Redriven['outcome'] | 'would go' };

/** Sends letters back to their own service, and prints what became of each. Answers whether all have gone. */
export async function redriveDeadLetters(session: Session, asked: Asked): Promise<boolean> {
  const { platform, signal, waitSeconds, progress } = session;
  const { from, max, only, isDryRun } = asked;
  const { now } = platform;
  const letters = await createSqsDeadLetters(platform, { ...from, waitSeconds });
  const home = { service: from.service, queue: letters.home };
  const selection = await select(letters, {
    wants: (letter) => only(describeLetter(letter)),
    ...{ max, holdSeconds, now, signal },
  });
  await giveBack(letters, selection.passedOver);
  const count = selection.selected.length;
  const results = isDryRun
    ? await rehearse(letters, selection, home)
    : await redrive(letters, selection, {
        ...{ now, signal },
        whyNot: (letter) => whyNotHome(letter, home),
        report: (done) => progress(`${done} of ${count} redriven`),
      });
  tell(session, asked, results);
  return !signal.aborted && results.every(({ outcome }) => /redriven|would go/.test(outcome));
}

async function rehearse(
  letters: DeadLetterQueue,
  { selected }: Selection,
  home: Parameters<typeof whyNotHome>[1],
): Promise<Result[]> {
  await giveBack(letters, selected);
  return selected.map((letter) => {
    const why = whyNotHome(letter, home);
    return { letter, why, outcome: why === undefined ? 'would go' : 'stayed' };
  });
}

function tell(session: Session, { from, isDryRun }: Asked, results: readonly Result[]): void {
  const count = (outcome: Result['outcome']) =>
    results.filter((result) => result.outcome === outcome).length;
  const messages = results.map(({ letter, outcome, why }) => ({
    ...{ messageId: letter.id, ...describeLetter(letter), outcome, why },
  }));
  const summary = {
    ...{ queue: from.queue, to: from.service, isDryRun, selected: results.length },
    ...{ redriven: count('redriven'), sent: count('sent'), stayed: count('stayed') },
  };
  show(session, { ...summary, messages }, () => {
    const table = columns(
      ['OUTCOME', 'MESSAGE', 'TYPE', 'EVENT', 'ORDER', 'WHY'],
      messages.map(({ outcome, messageId, type = '-', eventId = '-', orderId = '-', why = '' }) => [
        ...[outcome, messageId, type, eventId, orderId, why],
      ]),
    );
    const numbers = isDryRun
      ? [`${count('would go')} would go to ${from.service}`, `${summary.stayed} would stay`]
      : [
          `${summary.redriven} of ${summary.selected} went from ${from.queue} to ${from.service}`,
          ...(summary.sent > 0 ? [`${summary.sent} went and are still here too`] : []),
          ...(summary.stayed > 0 ? [`${summary.stayed} stayed`] : []),
        ];
    return [...(results.length > 0 ? [table] : []), `${numbers.join(', ')}.`].join('\n');
  });
}
