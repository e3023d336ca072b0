import { republish } from '../republish.ts';
import { columns } from './columns.ts';
import type { Command } from './command.ts';
import { show, type Session } from './session.ts';

type Asked = Extract<Command, { name: 'republish' }>;

/** Publishes commits again, and prints how many of each table. Answers whether all were. */
export async function republishCommits(session: Session, asked: Asked): Promise<boolean> {
  const { platform, signal, progress, warn } = session;
  const { tables, since, until, isDryRun } = asked;
  const { tallies, failure } = await republish(platform, {
    ...{ tables, since, until, isDryRun, signal },
    report: ({ table, commits }) => progress(`${table}: ${commits} commits`),
  });
  const tooLarge = (await platform.metrics.parked.get()).values.reduce(
    (sum, { value }) => sum + value,
    0,
  );
  show(session, { since, until, isDryRun, tooLarge, tables: tallies }, () =>
    [
      columns(
        ['TABLE', 'COMMITS', 'EVENTS', 'COMMANDS'],
        tallies.map(({ table, ...numbers }) => [table, ...Object.values(numbers).map(String)]),
      ),
      `${isDryRun ? 'Would be published' : 'Published'} again: commits since ${since}${until ? ` and before ${until}` : ''}.`,
    ].join('\n'),
  );
  if (tooLarge > 0) warn(`${tooLarge} messages are too large to be published.`);
  if (signal.aborted) warn('Stopped. Run it again: what is published twice has the same ids.');
  else if (failure !== undefined) throw failure;
  return !signal.aborted;
}
