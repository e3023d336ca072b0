import { describeLetter } from './description.ts';
import { every, parseFilter } from './filter.ts';
import { whyNotHome } from './way-home.ts';

const text = (StringValue: string) => ({ DataType: 'String', StringValue });
const body = JSON.stringify({
  'detail-type': 'OrderPlaced',
  detail: { orderId: 'ord-1', metadata: { eventId: 'ord-1/1.0' } },
});
const buried = { Reason: text('not JSON'), Service: text('payments'), Stack: text('at …') };
const targetArn = 'arn:aws:sqs:us-east-1:000000000000:test-payments';
const undelivered = {
  TARGET_ARN: text(targetArn),
  ERROR_CODE: text('NO_PERMISSIONS'),
  ERROR_MESSAGE: text('may not'),
};

describe('a dead letter', () => {
  it('is told by what its body says', () =>
    expect(describeLetter({ body, attributes: buried })).toEqual({
      ...{ type: 'OrderPlaced', orderId: 'ord-1', eventId: 'ord-1/1.0', reason: 'not JSON' },
    }));

  it.each(['', '{', 'null', '[]', '{"detail":7}', '{"detail":{"metadata":null}}'])(
    'may have the body %s',
    (broken) =>
      expect(describeLetter({ body: broken, attributes: {} })).toEqual({
        reason: 'received too often',
      }),
  );

  it('of the bus has the reason of the bus', () =>
    expect(describeLetter({ body, attributes: undelivered })).toMatchObject({
      reason: 'NO_PERMISSIONS: may not',
    }));
});

describe('a filter', () => {
  const letter = describeLetter({ body, attributes: undelivered });

  it.each(['type=OrderPlaced', 'orderId=ord-1', 'eventId=ord-1/1.0', 'reason~PERMISSION'])(
    '%s means it',
    (filter) => expect(parseFilter(filter)?.(letter)).toBe(true),
  );

  it.each(['type=Order', 'orderId=ord-10', 'reason=may not', 'type~shipped'])(
    '%s does not mean it',
    (filter) => expect(parseFilter(filter)?.(letter)).toBe(false),
  );

  it('means nothing that has no such field', () =>
    expect(parseFilter('orderId~ord')?.({ reason: 'not JSON' })).toBe(false));

  it('without which all are meant', () => expect(every([])(letter)).toBe(true));
});

describe('the way home', () => {
  const home = { service: 'payments', queue: 'test-payments' };

  it.each([
    ['buried by the service', { attributes: buried }],
    ['undelivered to its queue', { attributes: undelivered }],
    ['moved by SQS from its queue', { attributes: {}, movedFrom: targetArn }],
  ])('is open to what was %s', (_, letter) =>
    expect(whyNotHome({ body, ...letter }, home)).toBeUndefined(),
  );

  it.each([
    ['by another', { attributes: { Service: text('orders') } }, /buried by orders/],
    ['for another', { attributes: { TARGET_ARN: text(`${targetArn}-2`) } }, /test-payments-2/],
    ['from another', { attributes: {}, movedFrom: 'arn:aws:sqs:r:a:test-orders' }, /test-orders/],
  ])('is closed to what was %s', (_, letter, why) =>
    expect(whyNotHome({ body, ...letter }, home)).toMatch(why),
  );
});
