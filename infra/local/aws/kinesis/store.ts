import db from 'kinesalite/db/index.js';
import { replayStream } from '../dynamodb/replay-stream.ts';
import { accountId, region } from '../emulator.ts';
import type { Stream } from './stream.ts';
import { StreamRecords } from './stream-records.ts';

type Done<Result = unknown> = (error?: Error | null, result?: Result) => void;

/**
 * Kinesalite's store, kept in memory. It answers before it returns, so that what kinesalite
 * writes is over within one tick, and no lock is needed.
 */
export class Store {
  readonly createStreamMs = 0;
  readonly updateStreamMs = 0;
  readonly deleteStreamMs = 0;
  readonly shardLimit = 10_000;
  readonly #streams = new Map<string, Stream>();
  readonly #records = new Map<string, StreamRecords>();

  readonly metaDb = {
    awsAccountId: accountId,
    awsRegion: region,
    lock: (_name: string, run: (release: (done: Done) => Done) => void) => run((done) => done),
    get: (name: string, done: Done<Stream>) => this.getStream(name, done),
    put: (name: string, stream: Stream, done: Done) => {
      this.#streams.set(name, stream);
      done();
    },
    del: (name: string, done: Done) => {
      this.#streams.delete(name);
      done();
    },
    createValueStream: () => replayStream(() => this.#streams.values()),
  };

  get names(): string[] {
    return [...this.#streams.keys()].sort();
  }

  /** The stream. Throws ResourceNotFoundException. */
  stream(name: unknown): Stream {
    const stream = typeof name === 'string' ? this.#streams.get(name) : undefined;
    if (!stream) throw notFound(String(name));
    return stream;
  }

  change(name: unknown, changes: Partial<Stream>): void {
    const stream = this.stream(name);
    this.#streams.set(stream.StreamName, { ...stream, ...changes });
  }

  getStream(name: string, done: Done<Stream>): void {
    const stream = this.#streams.get(name);
    // Kinesalite writes on what it reads, so it gets a copy.
    if (stream) done(null, structuredClone(stream));
    else done(notFound(name));
  }

  getStreamDb(name: string): StreamRecords {
    const records = this.#records.get(name) ?? new StreamRecords();
    // Also asked for streams that do not exist; those must not come to hold anything.
    if (this.#streams.has(name)) this.#records.set(name, records);
    return records;
  }

  deleteStreamDb(name: string, done: Done): void {
    this.#records.delete(name);
    done();
  }
}

function notFound(name: string): Error {
  const message = `Stream ${name} under account ${accountId} not found.`;
  return Object.assign(db.clientError('ResourceNotFoundException', message), {
    name: 'NotFoundError',
  });
}
