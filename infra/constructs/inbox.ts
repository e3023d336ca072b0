import { Construct } from 'constructs';
import {
  deadLetterRetentionSeconds,
  maxReceiveCount,
  retentionSeconds,
  visibilityTimeoutSeconds,
  type Inbox as Definition,
} from '../topology.ts';
import type { EventBus } from './event-bus.ts';
import type { QueueKey } from './queue-key.ts';
import { Queue } from './queue.ts';
import { Rule } from './rule.ts';
import type { Stage } from './stage.ts';

/** A service's inbox: the messages it asked for, and places for those that it or the bus cannot handle. */
export class Inbox extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly undelivered: Queue;
  readonly rules: readonly Rule[];

  constructor(
    scope: Construct,
    stage: Stage,
    definition: Definition,
    { bus, key }: { bus: EventBus; key?: QueueKey },
  ) {
    super(scope, `inbox-${definition.queue}`);
    const kept = { key, retentionSeconds: deadLetterRetentionSeconds };
    this.deadLetters = new Queue(this, stage, { ...kept, queue: definition.deadLetters });
    this.undelivered = new Queue(this, stage, { ...kept, queue: definition.undelivered });
    this.queue = new Queue(this, stage, {
      queue: definition.queue,
      key,
      retentionSeconds,
      visibilitySeconds: visibilityTimeoutSeconds,
      redrive: { to: this.deadLetters, maxReceiveCount },
    });
    const { pattern, noticePattern } = definition;
    const to = { queue: this.queue, undelivered: this.undelivered };
    this.rules = [
      ...(pattern ? [new Rule(this, stage, { id: 'events', bus: bus.name, pattern, ...to })] : []),
      ...(noticePattern
        ? [new Rule(this, stage, { id: 'notices', pattern: noticePattern(stage.name), ...to })]
        : []),
    ];
  }

  get queues(): readonly Queue[] {
    return [this.queue, this.deadLetters, this.undelivered];
  }

  /** The rules that put messages into the queue. */
  rulesInto(queue: Queue): readonly Rule[] {
    return queue === this.deadLetters ? [] : this.rules;
  }
}
