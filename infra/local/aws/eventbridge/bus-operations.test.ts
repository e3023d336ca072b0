import * as sdk from '@aws-sdk/client-eventbridge';
import { type Local, startLocal } from './local-eventbridge.ts';

let local: Local;
beforeEach(async () => {
  local = await startLocal();
});
afterEach(() => local.close());

describe('buses', () => {
  it('are created, tagged, described, listed page by page and deleted', async () => {
    const { EventBusArn = '' } = await local.client.send(
      new sdk.CreateEventBusCommand({ Name: 'shop', Tags: [{ Key: 'team', Value: 'a' }] }),
    );
    await local.client.send(
      new sdk.TagResourceCommand({ ResourceARN: EventBusArn, Tags: [{ Key: 'x', Value: 'y' }] }),
    );
    await local.client.send(
      new sdk.UntagResourceCommand({ ResourceARN: EventBusArn, TagKeys: ['team'] }),
    );
    const tags = await local.client.send(
      new sdk.ListTagsForResourceCommand({ ResourceARN: EventBusArn }),
    );
    await local.client.send(
      new sdk.PutPermissionCommand({ EventBusName: 'shop', StatementId: 's', Principal: '*' }),
    );
    await local.client.send(
      new sdk.UpdateEventBusCommand({ Name: 'shop', Description: 'the shop' }),
    );
    const bus = await local.client.send(new sdk.DescribeEventBusCommand({ Name: 'shop' }));
    const first = await local.client.send(new sdk.ListEventBusesCommand({ Limit: 1 }));
    const second = await local.client.send(
      new sdk.ListEventBusesCommand({ Limit: 1, NextToken: first.NextToken }),
    );

    expect(tags.Tags).toEqual([{ Key: 'x', Value: 'y' }]);
    expect(bus).toMatchObject({ Arn: EventBusArn, Description: 'the shop' });
    expect(bus.Policy).toContain('"Sid":"s"');
    expect([first, second].map((listed) => listed.EventBuses?.[0]?.Name)).toEqual([
      'default',
      'shop',
    ]);
    expect(second.NextToken).toBeUndefined();
    await local.client.send(new sdk.DeleteEventBusCommand({ Name: 'shop' }));
    await expect(
      local.client.send(new sdk.DescribeEventBusCommand({ Name: 'shop' })),
    ).rejects.toMatchObject({ message: 'Event bus shop does not exist.' });
  });
});
