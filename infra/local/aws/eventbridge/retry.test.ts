import { classify, exhausted, retryDelayMs } from './retry.ts';
import { parseTarget } from './target.ts';

const queue = { Id: 'queue', Arn: 'arn:aws:sqs:us-east-1:000000000000:orders' };

describe('retries', () => {
  it('go on for 185 tries or 24 hours by default', () => {
    const target = parseTarget(queue);
    expect(exhausted(target, 184, 86_399_999)).toBeUndefined();
    expect(exhausted(target, 185, 0)).toBe('MaximumRetryAttempts');
    expect(exhausted(target, 0, 86_400_000)).toBe('MaximumEventAgeInSeconds');
  });

  it('end where the target says', () => {
    const RetryPolicy = { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 };
    expect(exhausted(parseTarget({ ...queue, RetryPolicy }), 0, 0)).toBe('MaximumRetryAttempts');
  });

  it('wait anything up to twice as long each time, and never more than 600 times the base', () => {
    const longest = [0, 1, 2, 9, 10, 200].map((retries) => retryDelayMs(retries, 100, 1));
    expect(longest).toEqual([100, 200, 400, 51_200, 60_000, 60_000]);
    expect(retryDelayMs(5, 100, 0)).toBe(0);
  });

  it('are pointless while a target is missing or forbidden', () => {
    expect(classify('AWS.SimpleQueueService.NonExistentQueue')).toEqual({
      code: 'NO_RESOURCE',
      isPermanent: true,
    });
    expect(classify('AccessDeniedException').isPermanent).toBe(true);
    expect(classify('ProvisionedThroughputExceededException')).toEqual({
      code: 'THROTTLING',
      isPermanent: false,
    });
    expect(classify('toString').isPermanent).toBe(false);
  });
});
