import * as sdk from '@aws-sdk/client-eventbridge';
import { bodies, entry, type Local, otherArn, startLocal } from './local-eventbridge.ts';

let local: Local;
beforeEach(async () => {
  local = await startLocal();
});
afterEach(() => local.close());

describe('archive and replay', () => {
  const busArn = 'arn:aws:events:us-east-1:000000000000:event-bus/shop';
  const archiveArn = 'arn:aws:events:us-east-1:000000000000:archive/orders';

  const startReplay = (name: string, rules?: string[]) =>
    local.client.send(
      new sdk.StartReplayCommand({
        ReplayName: name,
        EventSourceArn: archiveArn,
        Destination: { Arn: busArn, FilterArns: rules },
        EventStartTime: new Date(Date.now() - 60_000),
        EventEndTime: new Date(Date.now() + 60_000),
      }),
    );

  async function archivedEvents(): Promise<string | undefined> {
    const ruleArn = await local.subscribe({ source: ['order-service'] });
    await local.client.send(
      new sdk.CreateArchiveCommand({
        ArchiveName: 'orders',
        EventSourceArn: busArn,
        EventPattern: '{"detail":{"keep":[true]}}',
        RetentionDays: 7,
      }),
    );
    await local.put(
      entry({ keep: true, n: 1 }),
      entry({ keep: false }),
      entry({ keep: true, n: 2 }),
    );
    await local.targets.first(3);
    return ruleArn;
  }

  it('sends what matched again, marked, and archives it only once', async () => {
    await archivedEvents();
    await startReplay('again');
    const replayed = bodies((await local.targets.first(5)).slice(3));
    const archive = await local.client.send(
      new sdk.DescribeArchiveCommand({ ArchiveName: 'orders' }),
    );

    expect(replayed.map(({ detail }) => detail['n']).sort()).toEqual([1, 2]);
    expect(replayed.map((event) => event['replay-name'])).toEqual(['again', 'again']);
    expect(archive).toMatchObject({ EventCount: 2, State: 'ENABLED', RetentionDays: 7 });
    await expect(startReplay('again')).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
    });
  });

  it('sends to the rules it is asked for alone', async () => {
    const ruleArn = await archivedEvents();
    await local.client.send(
      new sdk.PutRuleCommand({
        Name: 'other',
        EventBusName: 'shop',
        EventPattern: '{"source":["order-service"]}',
      }),
    );
    await local.client.send(
      new sdk.PutTargetsCommand({
        Rule: 'other',
        EventBusName: 'shop',
        Targets: [{ Id: 'target', Arn: otherArn }],
      }),
    );
    await startReplay('some', [ruleArn ?? '']);
    await local.targets.first(5);
    const replay = await local.client.send(new sdk.DescribeReplayCommand({ ReplayName: 'some' }));
    expect(local.targets.attempts).not.toContain(otherArn);
    expect(replay).toMatchObject({ State: 'COMPLETED', EventSourceArn: archiveArn });
    await expect(
      local.client.send(new sdk.CancelReplayCommand({ ReplayName: 'some' })),
    ).rejects.toMatchObject({ name: 'IllegalStatusException' });
  });
});
