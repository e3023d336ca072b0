import { Unavailable } from '@waybill/kernel/failure';
import type { Commit } from '@waybill/kernel/commit';
import { backoffMs } from '../backoff.ts';
import type { Outlets } from '../outlet.ts';
import type { Platform } from '../platform.ts';
import { batchesOf, maxBytes, sizeOf } from './batches.ts';
import { bodyOf, outgoingOf, type Outgoing } from './outgoing.ts';

const attempts = 6;

/** Tells what commits say: events to the bus, commands to their owners. */
export class Publisher {
  readonly #platform: Platform;
  readonly #outlets: Outlets;

  constructor(platform: Platform, outlets: Outlets) {
    this.#platform = platform;
    this.#outlets = outlets;
  }

  /** Resolves when everything is out. Rejects if something is not: then all of it may be published again, under the same ids. */
  async publish(commits: readonly Commit[]): Promise<void> {
    const outgoing = commits.flatMap(outgoingOf).filter((message) => this.#fits(message));
    const events = outgoing.filter(({ kind }) => kind === 'event');
    const owners = new Set(outgoing.flatMap(({ owner }) => owner ?? []));
    await Promise.all([
      ...batchesOf(events, ({ detail }) => detail).map((batch) => this.#publish(batch)),
      ...[...owners].flatMap((owner) => {
        const commands = outgoing.filter((message) => message.owner === owner);
        return batchesOf(commands, bodyOf).map((batch) => this.#send(owner, batch));
      }),
    ]);
  }

  #publish(batch: readonly Outgoing[]): Promise<void> {
    return this.#untilTaken(batch, (left) => this.#outlets.publish(left));
  }

  #send(owner: string, batch: readonly Outgoing[]): Promise<void> {
    return this.#untilTaken(batch, (left) => this.#outlets.send(owner, left.map(bodyOf)));
  }

  /** Sends exactly those again that were not taken. */
  async #untilTaken(
    batch: readonly Outgoing[],
    send: (left: readonly Outgoing[]) => Promise<number[]>,
  ): Promise<void> {
    const { random, sleep } = this.#platform;
    let left = batch;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const failed = new Set(await send(left));
      this.#count(left.filter((_, i) => !failed.has(i)));
      left = left.filter((_, i) => failed.has(i));
      if (left.length === 0) return;
      await sleep(backoffMs(attempt, { baseMs: 50, capMs: 2_000, random }));
    }
    throw new Unavailable(`${left.length} messages are not taken`);
  }

  /** Commits are bounded so that this cannot be; an entry that no bus takes must not hold up those behind it. */
  #fits(message: Outgoing): boolean {
    const fits = sizeOf(bodyOf(message)) <= maxBytes;
    if (!fits) {
      this.#platform.metrics.parked.inc();
      this.#platform.log.error({ eventId: message.eventId }, 'too-large-to-publish');
    }
    return fits;
  }

  #count(taken: readonly Outgoing[]): void {
    const { metrics, now } = this.#platform;
    for (const { kind, occurredAt } of taken) {
      metrics.published.inc({ kind });
      metrics.publishLag.observe(Math.max(0, now().getTime() - Date.parse(occurredAt)) / 1_000);
    }
  }
}
