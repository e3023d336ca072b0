import { subscriptions, type Subscription } from '@waybill/contracts/subscriptions';
import type { BusEntry, Outlets } from '@waybill/runtime/outlet';
import type { MemoryQueue } from '@waybill/testing/memory-queue';
import type { Chance } from './chance.ts';
import type { Network } from './network.ts';
import type { Pod } from './pod.ts';
import type { Trace } from './trace.ts';

const listeners = new Map<string, string[]>();
for (const [service, { events }] of Object.entries<Subscription>(subscriptions)) {
  for (const { type } of events) listeners.set(type, [...(listeners.get(type) ?? []), service]);
}

/** The way from the relay to the queues. */
export class Bus {
  readonly #network: Network;
  readonly #chance: Chance;
  readonly #trace: Trace;
  readonly #queues: ReadonlyMap<string, MemoryQueue>;

  constructor(
    network: Network,
    chance: Chance,
    trace: Trace,
    queues: ReadonlyMap<string, MemoryQueue>,
  ) {
    this.#network = network;
    this.#chance = chance;
    this.#trace = trace;
    this.#queues = queues;
  }

  /** The bus as a pod of the relay reaches it. Some entries of a call may not be taken, as in AWS. */
  outlets(pod: Pod): Outlets {
    return {
      publish: (entries) =>
        this.#network.call(pod, {
          resource: 'bus',
          operation: `publish ${entries.map(({ type }) => type).join(' ')}`,
          effect: () => this.#takeSome(entries, (entry) => this.#route(entry)),
        }),
      send: (service, bodies) =>
        this.#network.call(pod, {
          resource: 'queues',
          operation: `send to ${service}`,
          effect: () => this.#takeSome(bodies, (body) => this.#deliver(service, body)),
        }),
    };
  }

  #takeSome<T>(items: readonly T[], take: (item: T) => void): number[] {
    return items.flatMap((item, index) => {
      if (this.#chance.is(this.#network.faults.refused)) return [index];
      take(item);
      return [];
    });
  }

  #route({ source, type, occurredAt, detail }: BusEntry): void {
    const head = JSON.stringify({ source, 'detail-type': type, time: occurredAt });
    const body = `${head.slice(0, -1)},"detail":${detail}}`;
    const hearers = (listeners.get(type) ?? []).filter((service) => this.#queues.has(service));
    for (const service of hearers) this.#deliver(service, body);
  }

  #deliver(service: string, body: string): void {
    this.#network.deliver(() => {
      this.#trace.note(`queue ${service}`, () => `gets ${nameOf(body)}`);
      this.#queues.get(service)?.send(body);
    });
  }
}

/** The message's type and id, for the trace. */
function nameOf(body: string): string {
  const { detail, 'detail-type': type } = JSON.parse(body) as {
    'detail-type': string;
    detail: { metadata: { eventId: string } };
  };
  return `${type} ${detail.metadata.eventId}`;
}
