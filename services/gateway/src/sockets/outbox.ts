import type { Duplex } from 'node:stream';

/** Somebody with something to write. */
export interface Writer {
  flush(): void;
}

/** What was said within a turn of the event loop, written together. */
export class Outbox {
  readonly #writers = new Set<Writer>();
  #isScheduled = false;

  /** Has the writer flushed before the next turn's input. */
  add(writer: Writer): void {
    this.#writers.add(writer);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.flush());
  }

  flush(): void {
    this.#isScheduled = false;
    const writers = [...this.#writers];
    this.#writers.clear();
    for (const writer of writers) writer.flush();
  }
}

/** Writes whole frames by one call of the system. */
export function writeTogether(socket: Duplex, frames: readonly Buffer[]): void {
  const [first] = frames;
  if (frames.length === 1) {
    socket.write(first);
    return;
  }
  socket.cork();
  for (const frame of frames) socket.write(frame);
  socket.uncork();
}
