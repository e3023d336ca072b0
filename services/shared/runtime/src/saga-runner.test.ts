import { hours, minutes } from '@waybill/kernel/duration';
import { Unavailable } from '@waybill/kernel/failure';
import { attentionOf } from './deadlines.ts';
import { deterministicRandom, shuffled } from '@waybill/testing/deterministic-random';
import { SagaPods } from '@waybill/testing/saga-pods';
import { heard } from '@waybill/testing/three-step-saga';

const { placed, reserved, paid, arranged, shipped, cancelled, released } = heard;

describe('a running saga', () => {
  it('goes its way, and says how it stands', async () => {
    const pods = new SagaPods();
    const pod = pods.another();
    expect((await pod.load('ord-1')).status).toBe('new');
    await pods.hear([placed, reserved, paid]);
    expect((await pod.load('ord-1')).status).toBe('running');
    await pods.hear([arranged, shipped]);
    expect(await pod.load('ord-1')).toMatchObject({ status: 'completed', version: 5 });
    expect(pods.commands()).toEqual(['ReserveInventory', 'ProcessPayment', 'ArrangeShipping']);
  });

  it('is one aggregate of its order', async () => {
    const pods = new SagaPods();
    await pods.hear([placed]);
    expect(pods.store.commits.map(({ aggregateId }) => aggregateId)).toEqual(['saga-ord-1']);
  });

  it('hears everything twice, on two pods at once, as if once', async () => {
    const pods = new SagaPods();
    const [one, other] = [pods.another(), pods.another()];
    for (const message of [placed, reserved, paid, arranged, shipped]) {
      await Promise.all([pods.hear([message], one), pods.hear([message], other)]);
      await pods.hear([placed, message], other);
    }
    expect(pods.store.commits).toHaveLength(5);
    expect(pods.commands()).toEqual(['ReserveInventory', 'ProcessPayment', 'ArrangeShipping']);
  });

  it('decides once, however often its store lets it down', async () => {
    for (let seed = 0; seed < 10; seed += 1) {
      const faults = { random: deterministicRandom(seed), lostReply: 0.3, unavailable: 0.3 };
      const pods = new SagaPods({ faults });
      for (const message of [placed, reserved, cancelled, heard.refunded, released]) {
        await untilTaken(() => pods.hear([message]));
      }
      expect(pods.commands()).toEqual([
        'ReserveInventory',
        'ProcessPayment',
        'RefundPayment',
        'ReleaseInventory',
      ]);
      expect((await pods.another().load('ord-1')).status).toBe('cancelled');
    }
  });

  it('that is cancelled before its start is heard of sends nothing', async () => {
    const pods = new SagaPods();
    await pods.hear([cancelled]);
    expect((await pods.another().load('ord-1')).status).toBe('cancelled-early');
    await pods.hear([placed], pods.another());
    expect((await pods.another().load('ord-1')).status).toBe('cancelled');
    // It was taken for new at first, and a wake-up was written for that.
    pods.platform.advance(minutes(5));
    await pods.sweep();
    expect(pods.store.commits).toHaveLength(2);
    expect(pods.commands()).toEqual([]);
    expect(pods.wakeUps()).toEqual([]);
  });

  it('counts its end once', async () => {
    const pods = new SagaPods();
    await pods.hear([placed, reserved, paid, arranged, shipped, shipped]);
    const { values } = await pods.platform.metrics.sagasEnded.get();
    expect(values).toMatchObject([{ value: 1, labels: { outcome: 'completed' } }]);
  });
});

describe("a running saga's wake-up", () => {
  it('is there before the commit that needs it', async () => {
    const pods = new SagaPods();
    const wakeUps: string[][] = [];
    pods.store.beforeNextAppend(() => Promise.resolve(wakeUps.push(pods.wakeUps())));
    await pods.hear([placed]);
    expect(wakeUps).toEqual([['2026-01-01T00:05:00.000Z#saga-ord-1']]);
  });

  it('finds nothing to do, and is gone, if the commit never came', async () => {
    const pods = new SagaPods({ faults: { random: () => 0, unavailable: 1 } });
    await expect(pods.hear([placed])).rejects.toThrow(Unavailable);
    expect(pods.wakeUps()).toHaveLength(1);
    pods.platform.advance(minutes(5));
    await pods.sweep();
    expect(pods.store.commits).toEqual([]);
    expect(pods.wakeUps()).toEqual([]);
  });

  it('ends the patience with a step, and is followed by the next one', async () => {
    const pods = new SagaPods();
    await pods.hear([placed]);
    pods.platform.advance(minutes(5) - 1);
    await pods.sweep();
    expect(pods.commands()).toEqual(['ReserveInventory']);
    pods.platform.advance(1);
    await pods.sweep();
    expect(pods.commands()).toEqual(['ReserveInventory', 'CancelOrder']);
    expect(pods.wakeUps()).toEqual(['2026-01-01T00:15:00.000Z#saga-ord-1']);
  });

  it('is moved to when it is needed, if it comes too early', async () => {
    const pods = new SagaPods();
    await pods.hear([placed]);
    pods.platform.advance(minutes(1));
    await pods.hear([reserved]);
    expect(pods.wakeUps()).toEqual(['2026-01-01T00:05:00.000Z#saga-ord-1']);
    pods.platform.advance(minutes(4));
    await pods.sweep();
    expect(pods.store.commits).toHaveLength(2);
    expect(pods.wakeUps()).toEqual(['2026-01-01T00:16:00.000Z#saga-ord-1']);
    pods.platform.advance(minutes(11));
    await pods.sweep();
    expect(pods.commands().at(-1)).toBe('CancelOrder');
  });

  it('is there again if what it was moved to has come due meanwhile', async () => {
    const pods = new SagaPods();
    await pods.hear([placed]);
    pods.platform.advance(minutes(1));
    await pods.hear([reserved]);
    pods.platform.advance(minutes(4));
    const read = pods.store.read.bind(pods.store);
    jest.spyOn(pods.store, 'read').mockImplementationOnce(async (...about) => {
      const commits = await read(...about);
      pods.platform.advance(minutes(12));
      return commits;
    });
    await pods.sweep();
    expect(pods.wakeUps()).toEqual(['2026-01-01T00:16:00.000Z#saga-ord-1']);
    await pods.sweep();
    expect(pods.commands().at(-1)).toBe('CancelOrder');
  });

  it('fired on many pods at once changes nothing more', async () => {
    const pods = new SagaPods();
    await pods.hear([placed]);
    pods.platform.advance(minutes(5));
    await Promise.all([pods.sweep(), pods.sweep(), pods.sweep()]);
    await pods.sweep();
    expect(pods.commands()).toEqual(['ReserveInventory', 'CancelOrder']);
    expect(pods.wakeUps()).toEqual(['2026-01-01T00:15:00.000Z#saga-ord-1']);
  });

  it('stays when the saga cannot be moved, and is tried again', async () => {
    let isAway = false;
    const faults = { random: () => (isAway ? 0 : 1), unavailable: 0.5 };
    const pods = new SagaPods({ faults });
    await pods.hear([placed]);
    pods.platform.advance(minutes(5));
    isAway = true;
    await pods.sweep();
    expect(pods.wakeUps()).toContain('2026-01-01T00:05:00.000Z#saga-ord-1');
    isAway = false;
    await pods.sweep();
    expect(pods.commands()).toEqual(['ReserveInventory', 'CancelOrder']);
  });

  it('is deleted with the end of the saga', async () => {
    const pods = new SagaPods();
    await pods.hear([placed, reserved, paid, arranged]);
    expect(pods.wakeUps()).toHaveLength(1);
    await pods.hear([shipped]);
    expect(pods.wakeUps()).toEqual([]);
  });

  it('that was moved, and so outlives the saga, does nothing', async () => {
    const pods = new SagaPods();
    await pods.hear([placed]);
    pods.platform.advance(minutes(1));
    await pods.hear([reserved]);
    pods.platform.advance(minutes(4));
    await pods.sweep();
    await pods.hear([paid, arranged, shipped]);
    pods.platform.advance(hours(48));
    await pods.sweep();
    expect(pods.store.commits).toHaveLength(5);
    expect(pods.wakeUps()).toEqual([]);
  });
});

describe('a running saga’s duration', () => {
  it('is from the fact that started it, however late that was heard, to its end', async () => {
    const pods = new SagaPods();
    await pods.hear([placed, reserved, paid, arranged]);
    pods.platform.advance(42_000);
    await pods.hear([shipped, shipped], pods.another());
    const { values } = await pods.platform.metrics.sagaDuration.get();
    const sums = values.filter(({ metricName }) => /_(sum|count)$/.test(metricName ?? ''));
    expect(sums).toMatchObject([
      { value: 42, labels: { outcome: 'completed' } },
      { value: 1, labels: { outcome: 'completed' } },
    ]);
  });
});

describe('a running saga that needs attention', () => {
  async function inNeed(): Promise<SagaPods> {
    const pods = new SagaPods();
    await pods.hear([placed, cancelled]);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      pods.platform.advance(minutes(5));
      await pods.sweep();
    }
    return pods;
  }

  it('has tried its undo three times, is counted, and is woken no more', async () => {
    const pods = await inNeed();
    expect(pods.commands().slice(1)).toEqual(Array(3).fill('ReleaseInventory'));
    expect((await pods.another().load('ord-1')).status).toBe('needs-attention');
    const { values } = await pods.platform.metrics.sagasNeedingAttention.get();
    expect(values).toMatchObject([{ value: 1 }]);
    expect(pods.wakeUps()).toEqual([]);
    expect(pods.listed()).toEqual(['saga-ord-1']);
  });

  it('sends again when it is resumed, and waits again', async () => {
    const pods = await inNeed();
    expect(await pods.another().resume('ord-1')).toBe('unwinding');
    expect(pods.commands().slice(1)).toEqual(Array(4).fill('ReleaseInventory'));
    expect(pods.wakeUps()).toEqual(['2026-01-01T00:20:00.000Z#saga-ord-1']);
    await pods.hear([released]);
    expect((await pods.another().load('ord-1')).status).toBe('cancelled');
    expect(pods.wakeUps()).toEqual([]);
    expect(pods.listed()).toEqual([]);
  });

  it('is taken off the list by a resumption after its end, should a crash have left it there', async () => {
    const pods = await inNeed();
    await pods.hear([released]);
    await pods.deadlines.put(attentionOf('saga-ord-1'));
    expect(await pods.another().resume('ord-1')).toBe('cancelled');
    expect(pods.listed()).toEqual([]);
  });

  it('says how it stands when there is nothing to resume', async () => {
    const pods = new SagaPods();
    await pods.hear([placed]);
    expect(await pods.another().resume('ord-1')).toBe('running');
    expect(pods.commands()).toEqual(['ReserveInventory']);
  });
});

describe('running sagas whose messages come in any order, on any pod', () => {
  it('end with all that was begun undone', async () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const random = deterministicRandom(seed);
      const pods = new SagaPods();
      const messages = [placed, cancelled, placed, cancelled];
      await Promise.all(
        shuffled(messages, random).map((message) => pods.hear([message], pods.another())),
      );
      await pods.hear([released]);
      const { status, state } = await pods.another().load('ord-1');
      expect(status).toBe('cancelled');
      expect(state.undone).toEqual(state.begun);
    }
  });
});

async function untilTaken(work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
    }
  }
}
