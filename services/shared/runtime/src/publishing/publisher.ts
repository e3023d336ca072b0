import { Unavailable } from '@waybill/kernel/failure';
import type { Commit } from '@waybill/kernel/commit';
import type { Outlets } from '../outlet.ts';
import type { Platform } from '../platform.ts';
import { maxBytes, sizeOf } from './batches.ts';
import { Deliveries, type Delivery } from './delivery.ts';
import { bus, DestinationHealth } from './destination-health.ts';
import { isDestinationTrouble } from './destination-trouble.ts';
import { bodyOf, outgoingOf, type Outgoing } from './outgoing.ts';
import { TakenIds } from './taken-ids.ts';
import { Undeliverable } from './undeliverable.ts';

/** Many times what the lanes of all shards have in hand at once. */
const mostTakenIds = 20_000;

type Reason = 'too-large' | 'not-taking';

/** Tells what commits say: events to the bus, commands to their owners. */
export class Publisher {
  readonly #platform: Platform;
  readonly #health: DestinationHealth;
  readonly #deliveries: Deliveries;
  readonly #taken = new TakenIds(mostTakenIds);

  /** @param parkAfterMs how long one destination is waited for that alone takes nothing; for ever unless said */
  constructor(
    platform: Platform,
    outlets: Outlets,
    { parkAfterMs = Infinity }: { readonly parkAfterMs?: number } = {},
  ) {
    this.#platform = platform;
    this.#health = new DestinationHealth(platform.now, { parkAfterMs });
    this.#deliveries = new Deliveries(platform, outlets, this.#health);
  }

  /**
   * Resolves when everything is out. If it rejects, it may be called again with the same commits, and sends what was
   * not taken, as far as it remembers; under the same ids.
   * @throws Unavailable while a destination is waited for, Undeliverable when only what goes nowhere is left
   */
  async publish(commits: readonly Commit[]): Promise<void> {
    const said = commits.map((commit) => ({ commit, messages: outgoingOf(commit) }));
    const outgoing = said.flatMap(({ messages }) => messages);
    const tooLarge = outgoing.filter((message) => !fits(message));
    const due = outgoing.filter((each) => fits(each) && !this.#taken.has(each.eventId));
    const destinations = [...new Set(due.map(destinationOf))];
    const deliveries = await Promise.all(
      destinations.map((destination) =>
        this.#deliveries.deliver(
          destination,
          due.filter((message) => destinationOf(message) === destination),
        ),
      ),
    );
    this.#note(deliveries);
    const notTaken = deliveries.filter(({ left }) => left.length > 0);
    this.#throwUnlessBroken(notTaken);

    const failures = new Map<string, Error>([
      ...tooLarge.map((each) => this.#park(each, 'too-large', 'the message is too large')),
      ...notTaken.flatMap(({ destination, left }) => {
        const why = `${nameOf(destination)} takes no messages: ${this.#health.troubleOf(destination) ?? ''}`;
        return left.map((each) => this.#park(each, 'not-taking', why));
      }),
    ]);
    const concerned = said.flatMap(({ commit, messages }) => {
      const failure = messages.map(({ eventId }) => failures.get(eventId)).find(Boolean);
      return failure ? [[commit, failure] as const] : [];
    });
    if (concerned.length > 0) throw new Undeliverable(new Map(concerned));
    this.#taken.forget(outgoing.map(({ eventId }) => eventId));
  }

  /** Failures first: what was taken beside them tells that not everything is away. */
  #note(deliveries: readonly Delivery[]): void {
    const { metrics, now } = this.#platform;
    for (const { destination, isTried, taken, failure } of deliveries) {
      if (!isTried || taken.length > 0 || !isDestinationTrouble(failure)) continue;
      this.#health.failed(destination, messageOf(failure));
    }
    for (const { destination, taken } of deliveries) {
      if (taken.length > 0) this.#health.took(destination);
      this.#taken.add(taken.map(({ eventId }) => eventId));
      for (const { kind, occurredAt } of taken) {
        metrics.published.inc({ kind });
        const lagMs = now().getTime() - Date.parse(occurredAt);
        metrics.publishLag.observe(Math.max(0, lagMs) / 1_000);
      }
    }
  }

  #throwUnlessBroken(notTaken: readonly Delivery[]): void {
    const wrong = notTaken.find(({ failure }) => !isDestinationTrouble(failure));
    if (wrong) throw wrong.failure;
    const awaited = notTaken.find(({ destination }) => !this.#health.isBroken(destination));
    if (!awaited) return;
    const { destination, failure } = awaited;
    throw new Unavailable(`${nameOf(destination)}: ${messageOf(failure)}`, { cause: failure });
  }

  #park(message: Outgoing, reason: Reason, why: string): readonly [string, Error] {
    const { log, metrics } = this.#platform;
    const destination = destinationOf(message);
    const { eventId } = message;
    metrics.parked.inc({ destination, reason });
    log.error({ eventId, destination, reason, why }, 'message-parked');
    return [eventId, new Error(`${eventId}: ${why}`)];
  }
}

/** Commits are bounded so that this cannot be; an entry that no bus takes must not hold up those behind it. */
function fits(message: Outgoing): boolean {
  return sizeOf(bodyOf(message)) <= maxBytes;
}

function destinationOf({ kind, owner }: Outgoing): string {
  return kind === 'event' ? bus : (owner ?? '');
}

function nameOf(destination: string): string {
  return destination === bus ? 'the bus' : `the queue of ${destination}`;
}

function messageOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
