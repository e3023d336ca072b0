import { busName } from '@waybill/contracts/names';
import type { Commit } from '@waybill/kernel/commit';
import { createOutlets } from '@waybill/runtime/outlet';
import type { Platform } from '@waybill/runtime/platform';
import { scanCommits } from '@waybill/runtime/publishing/commit-scan';
import { outgoingOf } from '@waybill/runtime/publishing/outgoing';
import { Publisher } from '@waybill/runtime/publishing/publisher';
import { Undeliverable } from '@waybill/runtime/publishing/undeliverable';

/** What was found, and told again, of one table. */
export interface Tally {
  readonly table: string;
  commits: number;
  events: number;
  commands: number;
}

/** What is published again. Instants are in UTC with milliseconds. */
export interface RepublishOptions {
  readonly tables: readonly string[];
  readonly since: string;
  /** Not included. */
  readonly until?: string;
  readonly isDryRun: boolean;
  readonly signal: AbortSignal;
  readonly report: (tally: Readonly<Tally>) => void;
}

/** How it went: what was told until then, and what ended it early, if anything did. */
export interface Republished {
  readonly tallies: readonly Tally[];
  readonly failure?: Error;
}

/** A page of a scan is a megabyte, so memory holds some megabytes whatever the table's size. */
const segments = 4;
const commitsAtOnce = 100;

/** Publishes commits once more, as the relay does and under the same ids. */
export async function republish(
  platform: Platform,
  options: RepublishOptions,
): Promise<Republished> {
  const { tables, since, until, isDryRun, signal, report } = options;
  const publisher = new Publisher(platform, createOutlets(platform, busName));
  let failure: Error | undefined;
  const failed = new AbortController();
  const ended = AbortSignal.any([signal, failed.signal]);

  /** What is too large is counted by the metric, and holds up nothing. */
  async function publish(commits: readonly Commit[]): Promise<void> {
    try {
      await publisher.publish(commits);
    } catch (error) {
      if (!(error instanceof Undeliverable)) throw error;
    }
  }

  async function tell(commits: readonly Commit[], tally: Tally): Promise<void> {
    for (let from = 0; from < commits.length && !ended.aborted; from += commitsAtOnce) {
      const some = commits.slice(from, from + commitsAtOnce);
      if (!isDryRun) await publish(some);
      const kinds = some.flatMap(outgoingOf).map(({ kind }) => kind);
      tally.commits += some.length;
      tally.events += kinds.filter((kind) => kind === 'event').length;
      tally.commands += kinds.filter((kind) => kind === 'command').length;
      report(tally);
    }
  }

  async function tellSegment(segment: number, tally: Tally): Promise<void> {
    try {
      const scan = { table: tally.table, since, until, segment, segments };
      for await (const commits of scanCommits(platform, scan)) {
        await tell(commits, tally);
        if (ended.aborted) return;
      }
    } catch (error) {
      failure ??= error instanceof Error ? error : new Error(String(error));
      failed.abort();
    }
  }

  const tallies: Tally[] = [];
  for (const table of tables) {
    if (ended.aborted) break;
    const tally: Tally = { table, commits: 0, events: 0, commands: 0 };
    tallies.push(tally);
    await Promise.all(Array.from({ length: segments }, (_, i) => tellSegment(i, tally)));
  }
  return { tallies, failure };
}
