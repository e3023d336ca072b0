import type { DataOf } from '@waybill/contracts/contract';
import { on, type Reaction } from '@waybill/kernel/consumer';
import { heardBy, type SagaDefinition } from '@waybill/kernel/saga';
import { sagaDecider, type SagaEvent, type SagaInput } from '@waybill/kernel/saga-decider';
import { sagaFacts, type SagaAwaits } from '@waybill/kernel/saga-facts';
import { sagaStatus, type SagaState } from '@waybill/kernel/saga-state';
import { Aggregate, type Standing } from './aggregate.ts';
import { attentionOf, createDeadlines, deadlineOf, type Deadline } from './deadlines.ts';
import type { EventStore } from './event-store.ts';
import type { Platform } from './platform.ts';
import type { Table } from './table.ts';
import type { Worker } from './worker.ts';

/** Runs the sagas of one kind. */
export interface SagaRunner {
  /** What to do with every message that the saga hears. */
  readonly reactions: readonly Reaction[];
  /** Fires deadlines. */
  readonly deadlines: Worker;
  /** Sends again what a saga that needs attention is waiting for. */
  resume(orderId: string): Promise<string>;
  load(orderId: string): Promise<Standing<SagaState> & { readonly status: string }>;
}

/** Where sagas are kept, and how often their deadlines are looked for. */
export interface SagaOptions {
  readonly definition: SagaDefinition;
  /** Tables of former deployments. */
  readonly older?: readonly SagaDefinition[];
  readonly store: EventStore;
  readonly deadlines: Table<Deadline>;
  readonly deadlinePollMs: number;
}

const sagaIdOf = (orderId: string): string => `saga-${orderId}`;

/** The runner of a saga, one for each order. */
export function createSagaRunner(platform: Platform, options: SagaOptions): SagaRunner {
  const { definition, older = [], store, deadlines, deadlinePollMs } = options;
  const { metrics } = platform;
  const sent = [definition, ...older].flatMap(({ abandon, steps }) => [
    abandon.send,
    ...steps.flatMap((step) => [step.do.send, step.undo.send]),
  ]);
  const sagas = new Aggregate<SagaState, SagaInput, SagaEvent>(platform, {
    decider: sagaDecider(definition, ...older),
    store,
    contracts: [...sagaFacts, ...sent],
    // The wake-up is there before anything waits for it: a crash in between leaves one that finds nothing to do.
    before: async (sagaId, events) => {
      const wakeAt = wakeAtOf(events);
      if (wakeAt) await deadlines.put(deadlineOf(sagaId, wakeAt));
      if (events.some(({ type }) => type === 'AttentionNeeded'))
        await deadlines.put(attentionOf(sagaId));
    },
  });
  const now = (): string => platform.now().toISOString();

  async function takeOffList(sagaId: string): Promise<void> {
    const { bucket, due } = attentionOf(sagaId);
    await deadlines.delete({ bucket, due });
  }

  async function move(sagaId: string, input: SagaInput, assumeNew = false): Promise<SagaState> {
    const { state, events } = await sagas.execute(sagaId, input, assumeNew);
    if (events.some(({ type }) => type === 'SagaEnded')) {
      metrics.sagasEnded.inc({ outcome: state.ended });
      if (state.started?.since && state.ended) {
        const tookMs = platform.now().getTime() - Date.parse(state.started.since);
        metrics.sagaDuration.observe({ outcome: state.ended }, Math.max(0, tookMs) / 1_000);
      }
      if (state.wakeAt) {
        const { bucket, due } = deadlineOf(sagaId, state.wakeAt);
        await deadlines.delete({ bucket, due });
      }
      if (state.neededAttention) await takeOffList(sagaId);
    }
    if (events.some(({ type }) => type === 'AttentionNeeded')) metrics.sagasNeedingAttention.inc();
    return state;
  }

  /** Wake-ups are lazy: one that comes early is moved to when it is needed. */
  async function fire(sagaId: string): Promise<void> {
    const state = await move(sagaId, { type: 'wake', now: now() });
    const dueAt = state.needsAttention ? undefined : state.awaiting?.dueAt;
    // Also if it has come due since: the row that fired is deleted now, and no other would fire it.
    if (dueAt) await deadlines.put(deadlineOf(sagaId, dueAt));
  }

  return {
    reactions: [...new Set([definition, ...older].flatMap(heardBy))].map((contract) =>
      on(contract, (data, { metadata }) => {
        const isFirst = contract === definition.startedBy;
        const { orderId } = data as { orderId: string };
        const { occurredAt } = metadata;
        const message = contract.type;
        const input = { type: 'hear', message, data, now: now(), occurredAt } as const;
        return move(sagaIdOf(orderId), input, isFirst);
      }),
    ),
    deadlines: createDeadlines(platform, { table: deadlines, pollMs: deadlinePollMs, fire }),
    resume: async (orderId) => {
      const state = await move(sagaIdOf(orderId), { type: 'resume', now: now() });
      // Also mends what a crash just after the end left behind.
      if (state.ended && state.neededAttention) await takeOffList(sagaIdOf(orderId));
      return sagaStatus(state);
    },
    load: async (orderId) => {
      const standing = await sagas.load(sagaIdOf(orderId));
      return { ...standing, status: sagaStatus(standing.state) };
    },
  };
}

function wakeAtOf(events: readonly SagaEvent[]): string | undefined {
  const awaits = events.findLast(({ type }) => type === 'SagaAwaits');
  return (awaits?.data as DataOf<typeof SagaAwaits> | undefined)?.wakeAt;
}
