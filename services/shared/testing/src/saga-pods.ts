import type { Entry } from '@waybill/contracts/contract';
import type { TableDefinition } from '@waybill/contracts/resources';
import { attentionBucket, type Deadline } from '@waybill/runtime/deadlines';
import { createSagaRunner, type SagaRunner } from '@waybill/runtime/saga-runner';
import { MemoryEventStore, type MemoryEventStoreOptions } from './memory-event-store.ts';
import { createMemoryPlatform, type MemoryPlatform } from './memory-platform.ts';
import { MemoryTable } from './memory-table.ts';
import { threeSteps } from './three-step-saga.ts';

/** The table that wake-ups are kept in. */
export const deadlineTable: TableDefinition = {
  name: 'deadlines',
  partitionKey: 'bucket',
  sortKey: { name: 'due', type: 'S' },
};

/** Pods that run the sagas of `threeSteps` over one store, one table of deadlines and one clock. */
export class SagaPods {
  readonly platform: MemoryPlatform = createMemoryPlatform();
  readonly deadlines = new MemoryTable<Deadline>(deadlineTable);
  readonly store: MemoryEventStore;
  readonly #pod: SagaRunner;

  constructor(options: MemoryEventStoreOptions = {}) {
    this.store = new MemoryEventStore({ table: 'fulfilment-commits', ...options });
    this.#pod = this.another();
  }

  /** One more pod, which remembers nothing yet. */
  another(): SagaRunner {
    const { platform, store, deadlines } = this;
    const options = { definition: threeSteps, store, deadlines, deadlinePollMs: 3_600_000 };
    return createSagaRunner(platform, options);
  }

  /** Delivers messages to a pod, one after the other. */
  async hear(messages: readonly Entry[], pod = this.#pod): Promise<void> {
    for (const { type, data } of messages) {
      const reaction = pod.reactions.find(({ contract }) => contract.type === type);
      if (!reaction) throw new Error(`no reaction to ${type}`);
      await reaction.handle(data, {
        metadata: { occurredAt: this.platform.now().toISOString() } as never,
        signal: new AbortController().signal,
      });
    }
  }

  /** Looks once for what is due, on a pod of its own. */
  async sweep(): Promise<void> {
    const { deadlines } = this.another();
    deadlines.start();
    await deadlines.stop();
  }

  /** The names of the commands that were committed, in order. */
  commands(): string[] {
    const entries = this.store.commits.flatMap((commit) => commit.entries);
    return entries.filter(({ kind }) => kind === 'command').map(({ type }) => type);
  }

  /** When sagas will be woken, in order. */
  wakeUps(): string[] {
    return this.deadlines
      .items()
      .filter(({ bucket }) => bucket !== attentionBucket)
      .map(({ due }) => due)
      .sort();
  }

  /** The sagas on the list of those that need attention. */
  listed(): string[] {
    return this.deadlines
      .items()
      .filter(({ bucket }) => bucket === attentionBucket)
      .map(({ sagaId }) => sagaId);
  }
}
