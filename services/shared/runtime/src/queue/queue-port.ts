/** A message in hand. */
export interface QueueMessage {
  readonly id: string;
  /** Of this receive; a later one has another. */
  readonly receiptHandle: string;
  readonly body: string;
  /** 1 at the first time. */
  readonly receiveCount: number;
  readonly sentAtMs: number;
}

/** When a message in hand shall be visible to others again. 0 is at once. */
export interface VisibilityChange {
  readonly message: QueueMessage;
  readonly seconds: number;
}

/** A receiver that was begun. */
export interface Receiver {
  start(): void;
  /** Resolves when nothing more will be given. */
  stop(): Promise<void>;
}

/** A queue and its dead letters, as SQS has them. Batches are of at most ten. */
export interface QueuePort {
  /** How long a received message is invisible to others, if nothing else is said. */
  readonly visibilityMs: number;
  /** Receives when `ready` resolves, and gives what came to `take`. */
  receive(options: {
    readonly ready: (signal: AbortSignal) => Promise<void>;
    readonly take: (messages: readonly QueueMessage[]) => void;
    readonly failed: (error: unknown) => void;
  }): Receiver;
  /** Deletes finished messages. Answers those that must be tried again. */
  delete(messages: readonly QueueMessage[]): Promise<readonly QueueMessage[]>;
  /** Answers those that are no longer in hand, and those that must be tried again. */
  changeVisibility(changes: readonly VisibilityChange[]): Promise<{
    readonly lost: readonly QueueMessage[];
    readonly failed: readonly VisibilityChange[];
  }>;
  /** Puts the message among the dead letters. It is still in the queue until it is deleted. */
  bury(message: QueueMessage, attributes: Readonly<Record<string, string>>): Promise<void>;
}
