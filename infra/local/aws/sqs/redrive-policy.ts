import { AwsError } from '../emulator.ts';
import type { QueueRegistry } from './queue-registry.ts';

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

interface RedriveAllowPolicy {
  redrivePermission?: 'allowAll' | 'denyAll' | 'byQueue';
  sourceQueueArns?: string[];
}

function invalid(policy: string, reason: string): AwsError {
  return new AwsError(
    'InvalidParameterValue',
    `Value ${policy} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
  );
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed = JSON.parse(text) as unknown;
    return parsed !== null && typeof parsed === 'object'
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a RedrivePolicy attribute. Throws InvalidParameterValue as SQS would. */
export function parseRedrivePolicy(text: string): RedrivePolicy {
  const policy = parseObject(text);
  if (!policy) throw invalid(text, 'Redrive policy is not a valid JSON map.');
  const { deadLetterTargetArn, maxReceiveCount } = policy;
  if (typeof deadLetterTargetArn !== 'string') {
    throw invalid(
      text,
      'Redrive policy does not contain mandatory attribute: deadLetterTargetArn.',
    );
  }
  const count = Number(maxReceiveCount ?? NaN);
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    throw invalid(text, 'maxReceiveCount must be between 1 and 1000.');
  }
  return { deadLetterTargetArn, maxReceiveCount: count };
}

/** Throws when the dead-letter queue is missing, of the other type, or does not allow this source. */
export function checkRedrivePolicy(text: string, source: string, registry: QueueRegistry): void {
  const { deadLetterTargetArn } = parseRedrivePolicy(text);
  const target = registry.find(deadLetterTargetArn);
  if (!target || target.arn !== deadLetterTargetArn) {
    throw invalid(text, 'Dead letter target does not exist.');
  }
  if (target.name.endsWith('.fifo') !== source.endsWith('.fifo')) {
    throw invalid(text, 'Dead-letter queue must be same type of queue as the source.');
  }
  const allowed = parseObject(
    target.attributes['RedriveAllowPolicy'] ?? '{}',
  ) as RedriveAllowPolicy;
  const { redrivePermission = 'allowAll', sourceQueueArns = [] } = allowed;
  const named = sourceQueueArns.some((arn) => arn.endsWith(`:${source}`));
  if (redrivePermission === 'denyAll' || (redrivePermission === 'byQueue' && !named)) {
    throw invalid(text, 'Dead-letter queue does not allow this source queue.');
  }
}
