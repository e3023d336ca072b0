import type * as sdk from '@aws-sdk/client-eventbridge';
import { entry, type Local, startLocal } from './local-eventbridge.ts';

let local: Local;
beforeEach(async () => {
  local = await startLocal();
});
afterEach(() => local.close());

describe('input settings', () => {
  it.each<[string, Partial<sdk.Target>, string]>([
    ['Input', { Input: '{"fixed":1}' }, '{"fixed":1}'],
    ['InputPath', { InputPath: '$.detail.items[1].id' }, '"b"'],
    [
      'a JSON template',
      {
        InputTransformer: {
          InputPathsMap: { who: '$.detail.who', all: '$.detail.items[*]' },
          InputTemplate: '{"who": <who>, "text": "for <who>", "rule": "<aws.events.rule-name>"}',
        },
      },
      '{"who": "a \\"b\\"", "text": "for a \\"b\\"", "rule": "rule"}',
    ],
    [
      'a text template',
      {
        InputTransformer: {
          InputPathsMap: { type: '$.detail-type', none: '$.detail.none' },
          InputTemplate: '"<type> happened<none>"',
        },
      },
      '"OrderPlaced happened"',
    ],
  ])('honours %s', async (_, target, expected) => {
    await local.subscribe({ source: ['order-service'] }, target);
    await local.put(entry({ who: 'a "b"', items: [{ id: 'a' }, { id: 'b' }] }));
    const [delivery] = await local.targets.first(1);
    expect(delivery?.body).toBe(expected);
  });
});
