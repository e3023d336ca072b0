import { InvalidMessage, Rejection, Unavailable } from '@waybill/kernel/failure';
import { notFound, Problem, problemOf } from './problem.ts';

describe('a problem', () => {
  it('says what it is, in the words of RFC 9457', () => {
    const errors = [{ field: '/a', message: 'is required' }];
    expect(problemOf(new Problem(400, 'invalid-request', 'Not so', { errors }))).toEqual({
      type: 'urn:waybill:problem:invalid-request',
      title: 'Bad Request',
      status: 400,
      code: 'invalid-request',
      detail: 'Not so',
      errors,
    });
  });

  it.each<[number, string, unknown]>([
    [404, 'not-found', notFound('No order ord-1')],
    [409, 'order-is-shipped', new Rejection('order-is-shipped')],
    [422, 'idempotency-key-reused', new Rejection('idempotency-key-reused')],
    [503, 'unavailable', new Unavailable('DynamoDB at 10.0.0.1')],
    [413, 'too-large', { status: 413, type: 'entity.too.large' }],
    [400, 'malformed-json', { status: 400, type: 'entity.parse.failed' }],
    [415, 'unsupported-charset', { status: 415, type: 'charset.unsupported' }],
    [415, 'unsupported-encoding', { status: 415, type: 'encoding.unsupported' }],
    [400, 'bad-request', { status: 400 }],
    [500, 'internal-error', new Error('secret')],
    [500, 'internal-error', new InvalidMessage('secret')],
    [500, 'internal-error', { status: 502 }],
    [500, 'internal-error', 'thrown text'],
  ])('is a %i with the code %s', (status, code, error) => {
    expect(problemOf(error)).toMatchObject({ status, code });
  });

  it('has the details of a rejection', () => {
    expect(problemOf(new Rejection('order-is-shipped', { orderId: 'ord-1' }))).toMatchObject({
      detail: 'order is shipped',
      orderId: 'ord-1',
    });
  });

  it.each([new Error('secret'), new Unavailable('secret')])(
    'says nothing of the inside of %s',
    (error) => {
      expect(JSON.stringify(problemOf(error))).not.toContain('secret');
    },
  );
});
