import type { Entry } from '@waybill/contracts/contract';
import { hours, minutes } from '@waybill/kernel/duration';
import { sagaDecider, type SagaInput } from '@waybill/kernel/saga-decider';
import { deterministicRandom } from '@waybill/testing/deterministic-random';
import { SagaWorld, type Temper } from '@waybill/testing/saga-world';
import { decidesOnce } from '@waybill/testing/specification';
import { heard } from '@waybill/testing/three-step-saga';
import fc from 'fast-check';
import { fulfilment } from './fulfilment.ts';

const table = fulfilment({
  inventoryMs: minutes(5),
  paymentMs: minutes(15),
  shippingMs: hours(24),
  completionMs: minutes(15),
  cancellationMs: minutes(5),
  undoMs: hours(1),
});

const now = fc
  .integer({ min: 0, max: 200 })
  .map((n) => new Date(Date.parse('2026-01-01T00:00:00.000Z') + hours(n)).toISOString());
const hearing = fc
  .tuple(fc.constantFrom<Entry>(...Object.values(heard)), now)
  .map(([{ type, data }, at]): SagaInput => ({ type: 'hear', message: type, data, now: at }));
const waking = now.map((at): SagaInput => ({ type: 'wake', now: at }));
const resuming = now.map((at): SagaInput => ({ type: 'resume', now: at }));

const temper = fc.constantFrom<Temper>('says-yes', 'says-yes', 'says-no', 'stays-silent');

describe('the fulfilment of an order, whatever happens', () => {
  it('decides nothing twice', () =>
    decidesOnce(sagaDecider(table), hearing, hearing, hearing, waking, resuming));

  it('ends with everything shipped, or with nothing held', () => {
    fc.assert(
      fc.property(
        fc.tuple(temper, temper, temper),
        fc.nat(),
        fc.option(fc.nat(30)),
        (tempers, seed, cancelsAt) => {
          const world = new SagaWorld(tempers, deterministicRandom(seed), table);
          for (let turn = 0; turn < 60; turn += 1) {
            if (turn === cancelsAt) world.cancel();
            world.turn();
          }
          world.calm();
          for (let turn = 0; turn < 500 && !world.saga.state.ended; turn += 1) world.turn();
          const held = world.participants.filter(({ holds }) => holds).length;
          expect([world.order, world.saga.state.ended, held]).toEqual(
            world.order === 'shipped' ? ['shipped', 'completed', 3] : ['cancelled', 'cancelled', 0],
          );
        },
      ),
    );
  });
});
