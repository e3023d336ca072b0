import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target/index.js';
import { Construct } from 'constructs';
import type { Queue } from './queue.ts';
import type { Stage } from './stage.ts';

/** What goes where. */
export interface RuleOptions {
  readonly id: string;
  /** The bus's name; without it, AWS's default bus. */
  readonly bus?: string;
  readonly pattern: object;
  readonly queue: Queue;
  readonly undelivered: Queue;
}

/** Puts what the pattern matches into a service's queue, and aside what cannot be put there in time. */
export class Rule extends Construct {
  readonly arn: string;
  /** By which metrics know it. */
  readonly dimensions: Readonly<Record<string, string>>;

  constructor(scope: Construct, { name, settings }: Stage, options: RuleOptions) {
    super(scope, options.id);
    const { bus = 'default', pattern, queue, undelivered } = options;
    const rule = new CloudwatchEventRule(this, 'rule', {
      name: name(queue.logicalName),
      eventBusName: bus,
      eventPattern: JSON.stringify(pattern),
    });
    new CloudwatchEventTarget(this, 'target', {
      rule: rule.name,
      eventBusName: bus,
      targetId: queue.logicalName,
      arn: queue.arn,
      deadLetterConfig: { arn: undelivered.arn },
      retryPolicy: {
        maximumRetryAttempts: settings.TARGET_RETRY_ATTEMPTS,
        maximumEventAgeInSeconds: settings.TARGET_RETRY_SECONDS,
      },
    });
    this.arn = rule.arn;
    // Metrics of the default bus's rules name the rule alone.
    this.dimensions = {
      RuleName: name(queue.logicalName),
      ...(options.bus !== undefined && { EventBusName: bus }),
    };
  }
}
