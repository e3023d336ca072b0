import type { TableDefinition } from '@waybill/contracts/resources';
import type { Call, Fields, Reply } from '../faults/call.ts';
import type { Watch } from '../faults/proxy.ts';
import type { WireItem } from './item-size.ts';
import { readUnitsOf } from './reads.ts';
import { StandingCalls } from './standing.ts';
import { StoredItems } from './stored-items.ts';
import { Tally } from './tally.ts';
import { chunks, type Units } from './units.ts';
import { writesOf, type ItemWrite } from './writes.ts';

export interface MeterOptions {
  readonly tables: ReadonlyMap<string, TableDefinition>;
  /** The logical name of what is called so in AWS. */
  readonly logical: (name: string) => string;
  /** An item as its table has it. `table` is a name in AWS. */
  readonly read: (table: string, key: WireItem) => Promise<WireItem | undefined>;
}

/** Counts calls, and the units by which AWS bills them. */
export class Meter {
  /** What orders cause. */
  orders = new Tally();
  /** What goes on without them. */
  standing = new Tally();
  /** When orders last caused a call, as `performance.now()` has it. */
  lastCallMs = performance.now();
  readonly #options: MeterOptions;
  readonly #items: StoredItems;
  readonly #standing = new StandingCalls();
  readonly #reading = new Set<Promise<void>>();

  constructor(options: MeterOptions) {
    this.#options = options;
    this.#items = new StoredItems(options.tables);
  }

  readonly watch: Watch = (call, reply, { stream }) => {
    const { caller, api, operation } = call;
    const resource = api === 'http' ? '' : this.#resourceOf(call, stream);
    const isStanding = this.#standing.has(call, reply, resource);
    if (!isStanding) this.lastCallMs = performance.now();
    const tally = isStanding ? this.standing : this.orders;
    // A provider's path names an order.
    const kind = { caller, api, resource, operation: api === 'http' ? 'call' : operation };
    tally.add(kind, 1, unitsOf(call, reply));
    const factor = operation === 'TransactWriteItems' ? 2 : 1;
    for (const write of api === 'dynamodb' ? writesOf(operation, call.input) : []) {
      this.#write(write, reply.status === 200, (units) => {
        tally.add(kind, 0, { ...units, write: (units.write ?? 0) * factor });
      });
    }
  };

  /** Begins anew, knowing what is stored. Resolves with what was counted until now. */
  async take(): Promise<{ orders: Tally; standing: Tally }> {
    while (this.#reading.size > 0) await Promise.all(this.#reading);
    const { orders, standing } = this;
    this.orders = new Tally();
    this.standing = new Tally();
    return { orders, standing };
  }

  #write({ table, key, kind }: ItemWrite, isDone: boolean, add: (units: Partial<Units>) => void) {
    const { logical, read } = this.#options;
    const name = logical(table);
    const count = (item: WireItem | undefined): void => {
      const isMade = isDone && kind !== 'check';
      add(isMade ? this.#items.write(name, key, item) : this.#items.refusedWrite(name, key, item));
    };
    if (kind === 'put') count(key);
    else if (kind === 'delete') count(undefined);
    else {
      const reading = read(table, key)
        .then(count)
        .finally(() => this.#reading.delete(reading));
      this.#reading.add(reading);
    }
  }

  #resourceOf({ operation, input }: Call, stream: string | undefined): string {
    const { QueueUrl, TableName, StreamName, RequestItems } = input;
    const written = operation === 'TransactWriteItems' ? writesOf(operation, input) : [];
    const names = [
      ...[TableName, StreamName, stream].filter((name) => typeof name === 'string'),
      ...(typeof QueueUrl === 'string' ? [QueueUrl.split('/').at(-1) ?? ''] : []),
      ...Object.keys(RequestItems ?? {}),
      ...written.map(({ table }) => table),
    ];
    return [...new Set(names.map(this.#options.logical))].join(' + ');
  }
}

/** All units of a call but those of its writes. */
function unitsOf({ api, operation, input }: Call, reply: Reply): Partial<Units> {
  switch (api) {
    case 'dynamodb':
      return { read: readUnitsOf(operation, input, reply) };
    case 'sqs': {
      const sent = (input.Entries ?? [input]) as Fields[];
      const received = (reply.output.Messages ?? []) as Fields[];
      const bodies = [...sent.map(({ MessageBody }) => MessageBody), ...received.map(bodyOf)];
      return { queueRequests: chunks(bytesOf(bodies)) };
    }
    case 'events': {
      const entries = operation === 'PutEvents' ? (input.Entries as Fields[]) : [];
      const sizes = entries.map(({ Source, DetailType, Detail }) =>
        bytesOf([Source, DetailType, Detail]),
      );
      return { busEvents: sizes.reduce((sum, bytes) => sum + chunks(bytes), 0) };
    }
    default:
      return {};
  }
}

function bodyOf({ Body }: Fields): unknown {
  return Body;
}

function bytesOf(texts: readonly unknown[]): number {
  return texts.reduce<number>(
    (sum, text) => sum + (typeof text === 'string' ? Buffer.byteLength(text) : 0),
    0,
  );
}
