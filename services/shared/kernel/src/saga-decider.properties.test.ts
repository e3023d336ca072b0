import type { Entry } from '@waybill/contracts/contract';
import { deterministicRandom } from '@waybill/testing/deterministic-random';
import { SagaStory } from '@waybill/testing/saga-story';
import { SagaWorld, type Temper } from '@waybill/testing/saga-world';
import { decidesOnce } from '@waybill/testing/specification';
import { heard, threeSteps } from '@waybill/testing/three-step-saga';
import fc from 'fast-check';
import { sagaDecider, type SagaInput } from './saga-decider.ts';

const message = fc.constantFrom(...Object.values(heard));
const tempers = fc.array(fc.constantFrom<Temper>('says-yes', 'says-no', 'stays-silent'), {
  minLength: 3,
  maxLength: 3,
});
const undoNames = threeSteps.steps.map((step) => step.undo.send.type);

const now = fc
  .integer({ min: 0, max: 200 })
  .map((hour) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString());
const hearing = fc
  .record({ message, now })
  .map(({ message: { type, data }, now: at }): SagaInput => ({
    type: 'hear',
    message: type,
    data,
    now: at,
  }));
const waking = fc.record({ type: fc.constantFrom('wake' as const, 'resume' as const), now });

it('a saga decides everything once', () =>
  decidesOnce(sagaDecider(threeSteps), hearing, hearing, hearing, waking));

describe('a saga that hears anything in any order, many times', () => {
  const told = fc.array(fc.oneof({ weight: 5, arbitrary: message }, fc.constant('time' as const)), {
    maxLength: 60,
  });

  function tell(script: readonly ('time' | Entry)[]): SagaStory {
    const saga = new SagaStory(threeSteps);
    for (const item of script) {
      if (item === 'time') saga.after(3_600_000).wakes();
      else saga.hears(item);
    }
    return saga;
  }

  it('ends at most once, and is silent from then on', () => {
    fc.assert(
      fc.property(told, (script) => {
        const saga = tell(script);
        const ends = saga.said.flatMap(({ type }, index) => (type === 'SagaEnded' ? [index] : []));
        expect(ends.length).toBeLessThanOrEqual(1);
        if (ends.length > 0) expect(ends).toEqual([saga.said.length - 1]);
      }),
    );
  });

  it('undoes each step once while nobody is impatient, the last one first', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 60 }), (script) => {
        const undone = tell(script).said.flatMap(({ type }) => {
          const index = undoNames.indexOf(type);
          return index < 0 ? [] : [index];
        });
        expect(undone).toEqual([...new Set(undone)].sort((a, b) => b - a));
      }),
    );
  });
});

describe('a saga among participants that dither, on a network that loses, repeats and reorders', () => {
  const world = fc.record({
    seed: fc.integer(),
    tempers,
    cancelsAt: fc.option(fc.integer({ min: 0, max: 40 })),
  });

  it('ends in one state, with everything held, or nothing', () => {
    const ends = new Set<string>();
    fc.assert(
      fc.property(world, (options) => {
        const { saga, order, participants } = outlived(options);
        ends.add(saga.status);
        const expected = order === 'shipped' ? 'completed' : 'cancelled';
        expect(saga.status).toBe(expected);
        const holds = participants.map((participant) => participant.holds);
        expect(holds).toEqual(holds.map(() => expected === 'completed'));
      }),
      { numRuns: 300 },
    );
    expect(ends).toEqual(new Set(['completed', 'cancelled']));
  });

  it('undoes in reverse what it began and nobody refused', () => {
    fc.assert(
      fc.property(world, (options) => {
        const { saga, sent } = outlived(options);
        const types = new Set(sent.map(({ type }) => type));
        const undone = [...types].filter((type) => undoNames.includes(type));
        const begun = threeSteps.steps.filter(({ name }) => saga.state.begun.includes(name));
        const isUnwound = saga.status === 'cancelled';
        const expected = isUnwound ? begun.map((step) => step.undo.send.type).reverse() : [];
        expect(undone).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  function outlived(options: { seed: number; tempers: Temper[]; cancelsAt: number | null }) {
    const made = new SagaWorld(options.tempers, deterministicRandom(options.seed));
    for (let turn = 0; turn < 60; turn += 1) {
      if (turn === options.cancelsAt) made.cancel();
      made.turn();
    }
    made.calm();
    for (let turn = 0; turn < 300 && made.saga.state.ended === undefined; turn += 1) made.turn();
    return made;
  }
});
