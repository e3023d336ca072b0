/** What was taken of batches that are tried again; so many, and then the oldest are sent once more. */
export class TakenIds {
  readonly #most: number;
  readonly #ids = new Set<string>();

  constructor(most: number) {
    this.#most = most;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  add(ids: readonly string[]): void {
    for (const id of ids) this.#ids.add(id);
    for (const oldest of this.#ids) {
      if (this.#ids.size <= this.#most) return;
      this.#ids.delete(oldest);
    }
  }

  forget(ids: readonly string[]): void {
    for (const id of ids) this.#ids.delete(id);
  }
}
