import * as sdk from '@aws-sdk/client-eventbridge';
import { type Local, queueArn, startLocal } from './local-eventbridge.ts';

let local: Local;
beforeEach(async () => {
  local = await startLocal();
});
afterEach(() => local.close());

describe('rules and targets', () => {
  it('refuses an invalid pattern with the reason', async () => {
    await expect(local.subscribe({ source: 'order-service' })).rejects.toMatchObject({
      name: 'InvalidEventPatternException',
      message: 'Event pattern is not valid. Reason: "source" must be an object or an array',
    });
  });

  it('keeps a rule that has targets', async () => {
    await local.subscribe({ source: ['order-service'] });
    const rule = { Name: 'rule', EventBusName: 'shop' };
    const remove = () => local.client.send(new sdk.DeleteRuleCommand(rule));
    await expect(remove()).rejects.toMatchObject({ name: 'ValidationException' });
    await local.client.send(
      new sdk.RemoveTargetsCommand({ Rule: 'rule', EventBusName: 'shop', Ids: ['target'] }),
    );
    await remove();
    await expect(local.client.send(new sdk.DescribeRuleCommand(rule))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Rule rule does not exist on EventBus shop.',
    });
  });

  it('lists them', async () => {
    await local.subscribe({ source: ['order-service'] });
    const bus = { EventBusName: 'shop' };
    const rules = await local.client.send(new sdk.ListRulesCommand(bus));
    const byTarget = await local.client.send(
      new sdk.ListRuleNamesByTargetCommand({ ...bus, TargetArn: queueArn }),
    );
    const listed = await local.client.send(
      new sdk.ListTargetsByRuleCommand({ ...bus, Rule: 'rule' }),
    );
    expect(rules.Rules).toMatchObject([{ Name: 'rule', State: 'ENABLED' }]);
    expect(byTarget.RuleNames).toEqual(['rule']);
    expect(listed.Targets).toEqual([{ Id: 'target', Arn: queueArn }]);
  });

  it.each<[string, Partial<sdk.Target>]>([
    ['what is not emulated', { Arn: 'arn:aws:lambda:us-east-1:000000000000:function:f' }],
    ['a FIFO queue without a group', { Arn: `${queueArn}.fifo` }],
    ['two inputs', { Input: '{}', InputPath: '$.id' }],
    ['too short an age', { RetryPolicy: { MaximumEventAgeInSeconds: 59 } }],
  ])('refuses %s as a target', async (_, target) => {
    await expect(local.subscribe({ source: ['order-service'] }, target)).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});
