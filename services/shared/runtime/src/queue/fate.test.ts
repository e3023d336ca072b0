import { InvalidMessage, Rejection, Unavailable } from '@waybill/kernel/failure';
import { fateOf } from './fate.ts';

describe('the fate of a message', () => {
  it('is to be buried with the reason when it can never succeed', () => {
    const error = new InvalidMessage('not JSON');
    const { stack } = error;
    expect(fateOf(error)).toEqual({ outcome: 'dead', reason: 'not JSON', stack });
  });

  it('is to be buried when the domain says no, and nobody has committed that', () => {
    const fate = { outcome: 'dead', reason: 'rejected: order-is-shipped' };
    expect(fateOf(new Rejection('order-is-shipped'))).toMatchObject(fate);
  });

  it('is to wait while something else is away', () => {
    const error = new Unavailable('DynamoDB');
    expect(fateOf(error)).toEqual({ outcome: 'unavailable', error });
  });

  it.each([new Error('x'), new TypeError('x'), 'text', undefined])(
    'is to be tried again after %p',
    (error) => {
      expect(fateOf(error)).toEqual({ outcome: 'retry', error });
    },
  );
});
