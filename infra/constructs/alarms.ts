import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription/index.js';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/** When somebody is told. */
export interface AlarmOptions {
  readonly id: string;
  readonly what: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic?: 'Maximum' | 'Sum';
  readonly percentile?: string;
  /** At this and above. */
  readonly atLeast: number;
  /** Minutes in a row. */
  readonly minutes?: number;
}

/** The topic that alarms are told to. They see what Prometheus cannot: what AWS does between the services. */
export class Alarms extends Construct {
  readonly #stage: Stage;
  readonly #topicArn: string;

  constructor(scope: Construct, stage: Stage) {
    super(scope, 'alarms');
    this.#stage = stage;
    const topic = new SnsTopic(this, 'topic', { name: stage.name('alarms') });
    const { ALARM_EMAIL } = stage.settings;
    if (ALARM_EMAIL !== undefined) {
      new SnsTopicSubscription(this, 'mail', {
        topicArn: topic.arn,
        protocol: 'email',
        endpoint: ALARM_EMAIL,
      });
    }
    this.#topicArn = topic.arn;
  }

  add(options: AlarmOptions): void {
    const { id, what, namespace, metric, dimensions, statistic = 'Maximum', percentile } = options;
    new CloudwatchMetricAlarm(this, id, {
      alarmName: this.#stage.name(id),
      alarmDescription: what,
      namespace,
      metricName: metric,
      dimensions: { ...dimensions },
      ...(percentile === undefined ? { statistic } : { extendedStatistic: percentile }),
      period: 60,
      evaluationPeriods: options.minutes ?? 1,
      threshold: options.atLeast,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      // A queue that nobody uses has no data, and is well.
      treatMissingData: 'notBreaching',
      alarmActions: [this.#topicArn],
      okActions: [this.#topicArn],
    });
  }
}
