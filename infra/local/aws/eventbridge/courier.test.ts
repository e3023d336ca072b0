import * as sdk from '@aws-sdk/client-eventbridge';
import { AwsError } from '../emulator.ts';
import type { Delivery } from './delivery.ts';
import {
  bodies,
  deadLetterArn,
  entry,
  type Local,
  queueArn,
  startLocal,
  streamArn,
} from './local-eventbridge.ts';

let local: Local;
beforeEach(async () => {
  local = await startLocal();
});
afterEach(() => local.close());

describe('delivery', () => {
  it('brings an event to the target of the rule that matches, in its envelope', async () => {
    await local.subscribe({
      source: ['order-service'],
      detail: { total: [{ numeric: ['>', 100] }] },
    });
    const time = new Date('2026-01-02T03:04:05.678Z');
    const answer = await local.put(entry({ total: 99 }), {
      ...entry({ total: 101 }),
      Time: time,
      Resources: ['order-1'],
    });

    const [event] = bodies(await local.targets.first(1));

    expect(answer.FailedEntryCount).toBe(0);
    expect(event).toEqual({
      version: '0',
      id: answer.Entries?.[1]?.EventId,
      'detail-type': 'OrderPlaced',
      source: 'order-service',
      account: '000000000000',
      time: '2026-01-02T03:04:05Z',
      region: 'us-east-1',
      resources: ['order-1'],
      detail: { total: 101 },
    });
  });

  it('keeps numbers that JavaScript would round', async () => {
    await local.subscribe({ source: ['order-service'] });
    await local.put({ ...entry({}), Detail: '{"big":12345678901234567890}' });
    const [delivery] = await local.targets.first(1);
    expect(delivery?.body).toContain('"detail":{"big":12345678901234567890}');
  });

  it('names the message group and the partition key', async () => {
    await local.subscribe(
      { source: ['order-service'] },
      { Arn: `${queueArn}.fifo`, SqsParameters: { MessageGroupId: 'group' } },
    );
    await local.client.send(
      new sdk.PutTargetsCommand({
        Rule: 'rule',
        EventBusName: 'shop',
        Targets: [
          {
            Id: 'stream',
            Arn: streamArn,
            KinesisParameters: { PartitionKeyPath: '$.detail.orderId' },
          },
        ],
      }),
    );
    await local.put(entry({ orderId: 'ord-1' }));
    expect(await local.targets.first(2)).toMatchObject([
      { targetArn: `${queueArn}.fifo`, messageGroupId: 'group' },
      { targetArn: streamArn, partitionKey: 'ord-1' },
    ]);
  });

  it('passes over disabled rules', async () => {
    await local.subscribe({ source: ['order-service'] });
    const rule = { Name: 'rule', EventBusName: 'shop' };
    await local.client.send(new sdk.DisableRuleCommand(rule));
    await local.put(entry({ at: 'disabled' }));
    await local.client.send(new sdk.EnableRuleCommand(rule));
    await local.put(entry({ at: 'enabled' }));
    expect(bodies(await local.targets.first(1))).toMatchObject([{ detail: { at: 'enabled' } }]);
  });

  it('forwards to another bus, but not to a third', async () => {
    const bus = (name: string) => `arn:aws:events:us-east-1:000000000000:event-bus/${name}`;
    const all = { source: [{ prefix: '' }] };
    const deadLetters = { DeadLetterConfig: { Arn: deadLetterArn } };
    await local.subscribe(all, {}, 'third');
    await local.subscribe(all, { Arn: bus('third'), ...deadLetters }, 'second');
    await local.subscribe(all, { Arn: bus('second') }, 'first');
    await local.put(entry({ from: 'second' }, 'second'));
    await local.targets.first(1);
    await local.put(entry({ from: 'first' }, 'first'));

    const deliveries = await local.targets.first(2);

    expect(bodies(deliveries).map(({ detail }) => detail['from'])).toEqual(['second', 'first']);
    expect(deliveries).toMatchObject([
      { targetArn: queueArn },
      { targetArn: deadLetterArn, attributes: { ERROR_CODE: 'THIRD_ACCOUNT_HOP_DETECTED' } },
    ]);
  });

  it("takes AWS services' own events on the default bus", async () => {
    await local.subscribe({ source: ['aws.s3'] }, {}, 'default');
    local.bridge.putServiceEvent({
      source: 'aws.s3',
      detailType: 'Object Created',
      detail: { object: { key: 'a b.xml' } },
      resources: ['arn:aws:s3:::uploads'],
    });
    expect(bodies(await local.targets.first(1))).toMatchObject([
      { source: 'aws.s3', detail: { object: { key: 'a b.xml' } } },
    ]);
  });
});

describe('a target that fails', () => {
  const policy = {
    RetryPolicy: { MaximumRetryAttempts: 2 },
    DeadLetterConfig: { Arn: deadLetterArn },
  };

  it('is tried again, and then the event goes to the dead-letter queue', async () => {
    const ruleArn = await local.subscribe(
      { source: ['order-service'] },
      { ...policy, InputPath: '$.id' },
    );
    local.targets.failures.set(queueArn, new AwsError('InternalError', 'away', 500));
    await local.put(entry({ orderId: 'ord-1' }));

    const [letter] = await local.targets.first(1);

    expect(local.targets.attempts).toEqual([queueArn, queueArn, queueArn, deadLetterArn]);
    expect(letter).toMatchObject({
      targetArn: deadLetterArn,
      attributes: {
        RULE_ARN: ruleArn,
        TARGET_ARN: queueArn,
        ERROR_CODE: 'ERROR_FROM_TARGET',
        ERROR_MESSAGE: 'away',
        EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
        RETRY_ATTEMPTS: '2',
      },
    });
    expect(bodies([letter as Delivery])).toMatchObject([{ detail: { orderId: 'ord-1' } }]);
  });

  it('is not tried again if it does not exist', async () => {
    await local.subscribe({ source: ['order-service'] }, policy);
    local.targets.failures.set(queueArn, new AwsError('QueueDoesNotExist', 'gone'));
    await local.put(entry({}));
    const [letter] = await local.targets.first(1);
    expect(local.targets.attempts).toEqual([queueArn, deadLetterArn]);
    expect(letter?.attributes).toMatchObject({ ERROR_CODE: 'NO_RESOURCE', RETRY_ATTEMPTS: '0' });
    expect(letter?.attributes).not.toHaveProperty('EXHAUSTED_RETRY_CONDITION');
  });
});
