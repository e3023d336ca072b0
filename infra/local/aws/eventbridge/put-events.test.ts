import { entry, type Local, startLocal } from './local-eventbridge.ts';

let local: Local;
beforeEach(async () => {
  local = await startLocal();
});
afterEach(() => local.close());

describe('PutEvents', () => {
  it('takes and refuses each entry by itself', async () => {
    const { FailedEntryCount, Entries } = await local.put(
      entry({}),
      { ...entry({}), Source: undefined },
      { ...entry({}), DetailType: '' },
      { ...entry({}), Detail: undefined },
      { ...entry({}), Detail: '{oops' },
      { ...entry({}), Detail: '[1]' },
      { ...entry({}), Source: 'aws.s3' },
      { ...entry({}), EventBusName: 'nowhere' },
    );
    const reason = (name: string) => ({
      ErrorCode: 'InvalidArgument',
      ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
    });
    const malformed = { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    expect(FailedEntryCount).toBe(6);
    expect(Entries).toEqual([
      { EventId: expect.any(String) as string },
      reason('Source'),
      reason('DetailType'),
      reason('Detail'),
      malformed,
      malformed,
      {
        ErrorCode: 'NotAuthorizedForSourceException',
        ErrorMessage: 'Not authorized for the source.',
      },
      { EventId: expect.any(String) as string },
    ]);
  });

  it('refuses too many entries and too large requests as a whole', async () => {
    const eleven = Array.from({ length: 11 }, () => entry({}));
    await expect(local.put(...eleven)).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(local.put()).rejects.toMatchObject({ name: 'ValidationException' });
    const half = entry({ text: 'x'.repeat(600_000) });
    await expect(local.put(half)).resolves.toMatchObject({ FailedEntryCount: 0 });
    await expect(local.put(half, half)).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Total size of the entries in the request is over the limit.',
    });
  });

  it('finds the bus by its ARN', async () => {
    await local.subscribe({ source: ['order-service'] });
    await local.put(entry({}, 'arn:aws:events:us-east-1:000000000000:event-bus/shop'));
    expect(await local.targets.first(1)).toHaveLength(1);
  });
});
