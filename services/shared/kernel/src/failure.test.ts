import { InvalidMessage, Rejection, Unavailable } from './failure.ts';

describe('a rejection', () => {
  it('has a code for programs, words for people, and details', () => {
    const rejection = new Rejection('order-is-shipped', { orderId: 'ord-1' });
    expect(rejection.code).toBe('order-is-shipped');
    expect(rejection.message).toBe('order is shipped');
    expect(rejection.details).toEqual({ orderId: 'ord-1' });
  });
});

describe('failures', () => {
  it.each([new Rejection('no'), new InvalidMessage('no'), new Unavailable('no')])(
    '%s tells its kind in its name',
    (failure) => {
      expect(failure).toBeInstanceOf(Error);
      expect(failure.name).toBe(failure.constructor.name);
    },
  );

  it('keep what caused them', () => {
    const cause = new Error('socket');
    expect(new Unavailable('away', { cause }).cause).toBe(cause);
  });
});
