import fc from 'fast-check';
import { Backlog, type Waiting } from './backlog.ts';

describe('a backlog', () => {
  const runs = fc.record({
    lanes: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 40 }),
    steps: fc.array(fc.nat({ max: 9 }), { maxLength: 60 }),
    batchSize: fc.integer({ min: 1, max: 5 }),
    isLeaving: fc.boolean(),
  });

  it('keeps each lane’s order, gives nothing twice, and reaches only what is done without a gap', () => {
    fc.assert(
      fc.property(runs, ({ lanes, steps, batchSize, isLeaving }) => {
        const records = lanes.map((lane, i): Waiting => ({
          lane: `lane-${lane}`,
          sequenceNumber: String(i),
        }));
        const backlog = new Backlog<Waiting>();
        backlog.add(records);
        const out: Waiting[][] = [];
        const begun: Waiting[] = [];
        const done = new Set<Waiting>();
        const begin = (): void => {
          const batch = backlog.next(batchSize);
          const busy = new Set(out.flat().map(({ lane }) => lane));
          expect(batch.some(({ lane }) => busy.has(lane))).toBe(false);
          begun.push(...batch);
          if (batch.length > 0) out.push(batch);
        };
        const end = (at: number): void => {
          const [batch = []] = out.splice(at % Math.max(1, out.length), 1);
          backlog.done(batch);
          batch.forEach((record) => done.add(record));
          const gap = records.findIndex((record) => !done.has(record));
          expect(backlog.reached).toBe(
            records.at(gap < 0 ? records.length - 1 : gap - 1 < 0 ? records.length : gap - 1)
              ?.sequenceNumber,
          );
        };
        for (const at of steps) {
          if (at < 5) begin();
          else if (out.length > 0) end(at);
        }
        if (isLeaving) backlog.curtail();
        while (!backlog.isEmpty) {
          begin();
          end(0);
        }
        // Nothing that is done lies behind what is reached: whoever reads on does nothing twice.
        const reached = backlog.reached === undefined ? 0 : Number(backlog.reached) + 1;
        expect([...done].length).toBe(reached);
        expect(new Set(begun).size).toBe(begun.length);
        for (const lane of new Set(begun.map((record) => record.lane))) {
          const own = begun.filter((record) => record.lane === lane);
          expect(own).toEqual(records.filter((r) => r.lane === lane).slice(0, own.length));
        }
      }),
    );
  });
});
