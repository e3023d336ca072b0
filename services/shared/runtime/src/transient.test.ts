import { Unavailable } from '@waybill/kernel/failure';
import { isTransient, translate } from './transient.ts';

const failure = (fields: object) => Object.assign(new Error('m'), fields);

describe('what AWS says', () => {
  it.each([
    [{ name: 'ThrottlingException' }],
    [{ name: 'ProvisionedThroughputExceededException' }],
    [{ name: 'TimeoutError' }],
    [{ code: 'ECONNREFUSED' }],
    [{ code: 'ECONNRESET' }],
    [{ name: 'SomethingNew', $metadata: { httpStatusCode: 503 } }],
  ])('is that it is away: %j', (fields) => {
    const error = failure(fields);
    expect(isTransient(error)).toBe(true);
    expect(translate(error)).toBeInstanceOf(Unavailable);
    expect(translate(error)).toMatchObject({ message: 'm', cause: error });
  });

  it.each([
    [{ name: 'ValidationException', $metadata: { httpStatusCode: 400 } }],
    [{ name: 'ConditionalCheckFailedException', $metadata: { httpStatusCode: 400 } }],
    [{ name: 'TransactionCanceledException', $metadata: { httpStatusCode: 400 } }],
    [{ name: 'ResourceNotFoundException' }],
    [{ code: 'ENOENT' }],
    [{}],
  ])('is that the call is wrong: %j', (fields) => {
    const error = failure(fields);
    expect(translate(error)).toBe(error);
  });

  it('is passed on when it is no error at all', () => {
    expect(translate('text')).toBe('text');
  });
});
