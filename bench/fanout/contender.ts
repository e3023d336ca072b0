/** A server that holds connections and tells all of them the same. Runs in a process of its own. */
export interface Contender {
  /** Listens; resolves with the port. */
  start(): Promise<number>;
  /** Tells everybody events number `from` to `from + count - 1`, which came at once. */
  tell(from: number, count: number): void;
  /** What a client needs to be let in, if anything. */
  tickets(count: number): Promise<string[]>;
}

/** What the parent asks, each answered by a message with the same `id`. */
export type Request =
  | { readonly id: number; readonly ask: 'port' | 'usage' | 'memory' }
  | { readonly id: number; readonly ask: 'tickets'; readonly count: number }
  | {
      readonly id: number;
      readonly ask: 'tell';
      readonly from: number;
      readonly count: number;
    };

export interface Answer {
  readonly id: number;
  readonly answer: unknown;
}
