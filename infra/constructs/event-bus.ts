import { CloudwatchEventArchive } from '@cdktf/provider-aws/lib/cloudwatch-event-archive/index.js';
import { CloudwatchEventBus } from '@cdktf/provider-aws/lib/cloudwatch-event-bus/index.js';
import { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/** The bus that every event is on, and the archive that events are replayed from. */
export class EventBus extends Construct {
  readonly name: string;

  constructor(scope: Construct, { name, topology: { bus, archiveDays } }: Stage) {
    super(scope, bus);
    const made = new CloudwatchEventBus(this, 'bus', { name: name(bus) });
    new CloudwatchEventArchive(this, 'archive', {
      name: name(bus),
      eventSourceArn: made.arn,
      retentionDays: archiveDays,
      // What a replay brings is in the archive already.
      eventPattern: JSON.stringify({ 'replay-name': [{ exists: false }] }),
    });
    this.name = made.name;
  }
}
