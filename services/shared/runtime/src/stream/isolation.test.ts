import { Unavailable } from '@waybill/kernel/failure';
import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import { isolating } from './isolation.ts';
import { SomeFailed } from './some-failed.ts';

function world(handle: (records: readonly string[]) => Promise<void>) {
  const parked: [string, string][] = [];
  const handled: (readonly string[])[] = [];
  const parkFailures: Error[] = [];
  const isolate = isolating<string>(createMemoryPlatform(), {
    ...{ maximumRetryAttempts: 3, bisectBatchOnError: true, failed: () => undefined },
    signal: new AbortController().signal,
    handle: (records) => {
      handled.push(records);
      return handle(records);
    },
    park: (record, failure) => {
      const away = parkFailures.shift();
      if (away) return Promise.reject(away);
      parked.push([record, (failure as Error).message]);
      return Promise.resolve();
    },
  });
  return { isolate, parked, handled, parkFailures };
}

describe('records that a handler names', () => {
  const someFail = () =>
    Promise.reject(
      new SomeFailed(
        new Map([
          [1, new Error('no')],
          [2, new Error('never')],
        ]),
      ),
    );

  it('are parked at once, each with its reason, and nothing is tried again', async () => {
    const { isolate, parked, handled } = world(someFail);
    await isolate(['a', 'b', 'c', 'd']);
    expect(handled).toEqual([['a', 'b', 'c', 'd']]);
    expect(parked).toEqual([
      ['b', 'no'],
      ['c', 'never'],
    ]);
  });

  it('are handled again when they cannot be parked', async () => {
    const { isolate, parked, handled, parkFailures } = world(someFail);
    parkFailures.push(new Unavailable('SQS'), new Unavailable('SQS'));
    await isolate(['a', 'b', 'c', 'd']);
    expect(handled).toHaveLength(3);
    expect(parked).toHaveLength(2);
  });
});

describe('records that nobody names', () => {
  it('are found by halving, and tried three times alone', async () => {
    const { isolate, parked, handled } = world((records) =>
      records.includes('c') ? Promise.reject(new Error('poison')) : Promise.resolve(),
    );
    await isolate(['a', 'b', 'c', 'd']);
    expect(parked).toEqual([['c', 'poison']]);
    expect(handled.filter((records) => records.join() === 'c')).toHaveLength(3);
  });
});
