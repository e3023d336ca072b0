import { replayStream } from './replay-stream.ts';
import type { Range, SortedMap } from './sorted-map.ts';

export type Done<Result = unknown> = (error?: Error | null, result?: Result) => void;

/** Shows a map with the face of a LevelDB, which is what dynalite knows. */
export function levelFace<Value>(map: SortedMap<Value>) {
  const put = (key: string, value: Value, done: Done) => {
    map.set(key, value);
    done();
  };
  const del = (key: string, done: Done) => {
    map.delete(key);
    done();
  };
  return {
    map,
    put,
    del,
    lock: (_key: string, run: (release: (done: Done) => Done) => void) => run((done) => done),
    get: (key: string, done: Done<Value>) => {
      const value = map.get(key);
      if (value === undefined) done(Object.assign(new Error(key), { name: 'NotFoundError' }));
      else done(null, value);
    },
    batch: (operations: readonly { type: string; key: string; value: Value }[], done: Done) => {
      for (const { type, key, value } of operations) {
        if (type === 'put') map.set(key, value);
        else map.delete(key);
      }
      done();
    },
    createKeyStream: (range?: Range) => replayStream(() => [...map.entries(range)].map(([k]) => k)),
    createValueStream: (range?: Range) => replayStream(() => valuesOf(map, range)),
  };
}

function* valuesOf<Value>(map: SortedMap<Value>, range?: Range) {
  for (const [, value] of map.entries(range)) yield value;
}
