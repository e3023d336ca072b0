const chunkLimit = 512;

export interface Range {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
  readonly reverse?: boolean;
}

/** A map that also reads ranges of its keys, in the order of their characters, either way. */
export class SortedMap<Value> {
  readonly #values = new Map<string, Value>();
  /** Sorted keys in sorted pieces, none of them empty, so that an insertion moves few of them. */
  readonly #chunks: string[][] = [];

  get size(): number {
    return this.#values.size;
  }

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: Value): void {
    if (!this.#values.has(key)) this.#insert(key);
    this.#values.set(key, value);
  }

  delete(key: string): void {
    if (!this.#values.delete(key)) return;
    const at = this.#chunkOf(key);
    const chunk = this.#chunks[at] ?? [];
    chunk.splice(firstNotBelow(chunk, key), 1);
    if (chunk.length === 0) this.#chunks.splice(at, 1);
  }

  /** The entries within the bounds. The map must not change while they are read. */
  *entries(range: Range = {}): Generator<readonly [string, Value]> {
    const { gt, gte, lt, lte } = range;
    for (const key of this.#keysFrom(range)) {
      const beforeStart = (gte !== undefined && key < gte) || (gt !== undefined && key <= gt);
      const afterEnd = (lte !== undefined && key > lte) || (lt !== undefined && key >= lt);
      if (range.reverse ? beforeStart : afterEnd) return;
      if (!beforeStart && !afterEnd) yield [key, this.#values.get(key) as Value];
    }
  }

  *#keysFrom({ gt, gte, lt, lte, reverse }: Range): Generator<string> {
    const start = reverse ? (lte ?? lt) : (gte ?? gt);
    const step = reverse ? -1 : 1;
    let at = start === undefined ? (reverse ? this.#chunks.length - 1 : 0) : this.#chunkOf(start);
    for (let chunk = this.#chunks[at]; chunk; chunk = this.#chunks[(at += step)]) {
      const first = reverse ? chunk.length - 1 : 0;
      let index = start !== undefined && !reverse ? firstNotBelow(chunk, start) : first;
      for (let key = chunk[index]; key !== undefined; key = chunk[(index += step)]) yield key;
    }
  }

  #insert(key: string): void {
    const at = this.#chunkOf(key);
    const chunk = this.#chunks[at];
    if (!chunk) {
      this.#chunks.push([key]);
      return;
    }
    chunk.splice(firstNotBelow(chunk, key), 0, key);
    if (chunk.length > chunkLimit) this.#chunks.splice(at + 1, 0, chunk.splice(chunkLimit / 2));
  }

  /** The last chunk that starts at the key or before it, else the first. */
  #chunkOf(key: string): number {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#chunks[middle]?.[0] ?? '') <= key) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}

function firstNotBelow(sorted: readonly string[], key: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
