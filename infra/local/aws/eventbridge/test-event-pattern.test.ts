import * as sdk from '@aws-sdk/client-eventbridge';
import { type Local, startLocal } from './local-eventbridge.ts';

let local: Local;
beforeEach(async () => {
  local = await startLocal();
});
afterEach(() => local.close());

describe('TestEventPattern', () => {
  const test = (event: object) =>
    local.client.send(
      new sdk.TestEventPatternCommand({
        EventPattern: '{"source":["a"]}',
        Event: JSON.stringify(event),
      }),
    );

  it('matches whole events', async () => {
    const event = { id: '', account: '', time: '', region: '', resources: [], 'detail-type': '' };
    await expect(test({ ...event, source: 'a' })).resolves.toMatchObject({ Result: true });
    await expect(test({ ...event, source: 'b' })).resolves.toMatchObject({ Result: false });
    await expect(test({ source: 'a' })).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
