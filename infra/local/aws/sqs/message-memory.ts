/** What is known of a message beside what fauxqs stores. The oldest are forgotten first. */
export interface MessageMemory {
  readonly traceHeaders: BoundedMap;
  /** The ARN of the queue that gave up on the message. */
  readonly deadLetterSources: BoundedMap;
}

export interface BoundedMap {
  get(messageId: string): string | undefined;
  set(messageId: string, value: string): void;
}

function createBoundedMap(limit: number): BoundedMap {
  const values = new Map<string, string>();
  return {
    get: (messageId) => values.get(messageId),
    set(messageId, value) {
      values.set(messageId, value);
      if (values.size <= limit) return;
      for (const oldest of values.keys()) {
        values.delete(oldest);
        return;
      }
    },
  };
}

export function createMessageMemory(limit = 100_000): MessageMemory {
  return { traceHeaders: createBoundedMap(limit), deadLetterSources: createBoundedMap(limit) };
}
