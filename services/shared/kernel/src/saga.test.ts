import { InventoryReserved } from '@waybill/contracts/inventory-events';
import { OrderPlaced } from '@waybill/contracts/order-events';
import { threeSteps } from '@waybill/testing/three-step-saga';
import { heardBy, saga, type Step } from './saga.ts';

const [inventory, payment, shipping] = threeSteps.steps as [Step, Step, Step];

describe("a saga's table", () => {
  it('is taken when every contract has one meaning', () => {
    expect(saga(threeSteps)).toBe(threeSteps);
  });

  it.each<[string, Step]>([
    ['two outcomes of a step', { ...payment, do: { ...payment.do, unless: payment.do.until } }],
    ['the outcome of two steps', { ...payment, do: { ...payment.do, until: InventoryReserved } }],
    ['an undo and a step', { ...payment, undo: { ...payment.undo, until: InventoryReserved } }],
    ['the start and a step', { ...payment, do: { ...payment.do, until: OrderPlaced } }],
  ])('is refused when a contract would be %s', (_, step) => {
    expect(() => saga({ ...threeSteps, steps: [inventory, step, shipping] })).toThrow(
      'has two meanings',
    );
  });

  it('is refused when two steps have the same name', () => {
    const steps = [inventory, { ...payment, name: 'inventory' }];
    expect(() => saga({ ...threeSteps, steps })).toThrow('two steps have the same name');
  });

  it('hears its start, its ends and the outcomes of every step and undo', () => {
    expect(heardBy(threeSteps).map(({ type }) => type)).toEqual([
      'OrderPlaced',
      'OrderShipped',
      'OrderCancelled',
      'InventoryReserved',
      'InventoryReservationFailed',
      'InventoryReleased',
      'PaymentProcessed',
      'PaymentFailed',
      'PaymentRefunded',
      'ShipmentArranged',
      'ShipmentFailed',
      'ShipmentCancelled',
    ]);
  });
});
