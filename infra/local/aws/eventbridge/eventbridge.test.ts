import * as sdk from '@aws-sdk/client-eventbridge';
import { createEventBridge } from './eventbridge.ts';
import { type Local, startLocal } from './local-eventbridge.ts';

let local: Local;
beforeEach(async () => {
  local = await startLocal();
});
afterEach(() => local.close());

it('says so when it does not know an operation', async () => {
  await expect(local.client.send(new sdk.ListConnectionsCommand({}))).rejects.toMatchObject({
    name: 'UnknownOperationException',
    $metadata: { httpStatusCode: 400 },
  });
});

it('answers what is no request at all', async () => {
  const bridge = createEventBridge({ deliver: () => Promise.resolve() });
  const call = (target: string, body: string) =>
    bridge.handle({
      method: 'POST',
      url: '/',
      headers: { 'x-amz-target': target },
      body: Buffer.from(body),
    });
  const answers = await Promise.all([
    call('AWSEvents.PutEvents', '{oops'),
    call('AWSEvents.PutEvents', '{"Entries":1}'),
    call('AWSEvents.toString', '{}'),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
  await bridge.stop();
});
