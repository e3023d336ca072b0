import type { Call, Reply } from './call.ts';

/** More than all readers together are given while an iterator lives, which is five minutes. */
const remembered = 50_000;

/** Knows which stream a shard iterator reads, because it has seen where it came from. */
export class ShardIterators {
  readonly #streams = new Map<string, string>();

  /** The stream's name in AWS, of a `GetRecords`. */
  streamOf({ input }: Call): string | undefined {
    return this.#streams.get(String(input.ShardIterator));
  }

  learn(call: Call, { output }: Reply): void {
    if (call.operation === 'GetShardIterator' && typeof output.ShardIterator === 'string') {
      this.#streams.set(output.ShardIterator, String(call.input.StreamName));
    }
    if (call.operation !== 'GetRecords') return;
    const stream = this.streamOf(call);
    if (stream === undefined) return;
    if (typeof output.NextShardIterator === 'string') {
      this.#streams.set(output.NextShardIterator, stream);
      // A read that is made again uses the same iterator; those before it are done with.
      for (const [iterator] of this.#streams) {
        if (this.#streams.size <= remembered) break;
        this.#streams.delete(iterator);
      }
    }
  }
}
