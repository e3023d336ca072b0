import type { LongPolls } from './long-poll.ts';
import type { MessageMemory } from './message-memory.ts';
import type { QueueRegistry } from './queue-registry.ts';
import type { SqsCall, SqsJson } from './sqs-call.ts';

/** What the actions share. */
export interface SqsContext {
  readonly call: SqsCall;
  readonly registry: QueueRegistry;
  readonly polls: LongPolls;
  readonly memory: MessageMemory;
}

/** Who asks: the host that the client came by, and whether it is still there. */
export interface Caller {
  readonly host: string;
  readonly gone: AbortSignal;
}

export type SqsAction = (input: SqsJson, caller: Caller) => Promise<SqsJson>;
