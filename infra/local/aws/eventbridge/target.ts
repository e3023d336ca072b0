import {
  optionalNumber,
  optionalStructure,
  optionalText,
  type Parameters,
  requiredText,
  structures,
  texts,
  validationError,
} from './parameters.ts';
import { checkInput } from './target-input.ts';

export interface Target {
  readonly id: string;
  readonly arn: string;
  readonly kind: 'sqs' | 'kinesis' | 'event-bus';
  readonly deadLetterArn?: string;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeMs: number;
  readonly messageGroupId?: string;
  readonly partitionKeyPath?: string;
  /** The target as it was put, for listings and for its input settings. */
  readonly definition: Parameters;
}

const kinds = [
  ['sqs', /^arn:aws:sqs:[^:]+:[^:]+:[^:]+$/],
  ['kinesis', /^arn:aws:kinesis:[^:]+:[^:]+:stream\/.+$/],
  ['event-bus', /^arn:aws:events:[^:]+:[^:]+:event-bus\/.+$/],
] as const;

/** Reads a target of PutTargets. Only queues, Kinesis streams and buses are emulated. */
export function parseTarget(definition: Parameters): Target {
  const id = requiredText(definition, 'Id');
  const arn = requiredText(definition, 'Arn');
  const kind = kinds.find(([, form]) => form.test(arn))?.[0];
  if (!kind) {
    throw validationError(
      `Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format, or its ` +
        'service is not emulated: a target is an SQS queue, a Kinesis stream or an event bus.',
    );
  }
  checkInput(id, definition);
  const retry = optionalStructure(definition, 'RetryPolicy') ?? {};
  const deadLetters = optionalStructure(definition, 'DeadLetterConfig') ?? {};
  const sqs = optionalStructure(definition, 'SqsParameters');
  if (kind === 'sqs' && arn.endsWith('.fifo') && !sqs) {
    throw validationError(`Parameter(s) SqsParameters must be specified for target: ${id}.`);
  }
  return {
    id,
    arn,
    kind,
    definition,
    deadLetterArn: deadLetterQueue(deadLetters, id),
    maximumRetryAttempts: within(retry, 'MaximumRetryAttempts', 0, 185) ?? 185,
    maximumEventAgeMs: (within(retry, 'MaximumEventAgeInSeconds', 60, 86_400) ?? 86_400) * 1_000,
    messageGroupId: sqs && optionalText(sqs, 'MessageGroupId'),
    partitionKeyPath: optionalText(
      optionalStructure(definition, 'KinesisParameters') ?? {},
      'PartitionKeyPath',
    ),
  };
}

function deadLetterQueue(config: Parameters, id: string): string | undefined {
  const arn = optionalText(config, 'Arn');
  if (arn !== undefined && (!kinds[0][1].test(arn) || arn.endsWith('.fifo'))) {
    throw validationError(
      `Parameter DeadLetterConfig.Arn of target ${id} is not valid. Reason: it must be a standard SQS queue.`,
    );
  }
  return arn;
}

function within(from: Parameters, name: string, low: number, high: number): number | undefined {
  const value = optionalNumber(from, name);
  if (value !== undefined && (value < low || value > high)) {
    throw validationError(`Parameter RetryPolicy.${name} must be from ${low} to ${high}.`);
  }
  return value;
}

/** Reads the targets of PutTargets; all of them, or none. */
export function parseTargets(request: Parameters): Target[] {
  return structures(request, 'Targets').map(parseTarget);
}

export function targetIds(request: Parameters): string[] {
  return texts(request, 'Ids');
}
