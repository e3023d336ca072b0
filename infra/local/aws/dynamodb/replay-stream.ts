import { Stream } from 'node:stream';

/** Emits what `read` yields, all in one later tick, so that a reader sees one moment of the store. */
export function replayStream<Value>(read: () => Iterable<Value>): Stream {
  let destroyed = false;
  const stream = Object.assign(new Stream(), { destroy: () => (destroyed = true) });
  process.nextTick(() => {
    for (const value of read()) {
      if (destroyed) break;
      stream.emit('data', value);
    }
    stream.emit('end');
  });
  return stream;
}
