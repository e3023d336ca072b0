import type { Description } from './description.ts';

/** Where a change that was put aside is to be found, and why it was. */
export interface Reference extends Description {
  readonly stream?: string;
  readonly shardId?: string;
  readonly sequenceNumber?: string;
}

/** Reads a reference. Any body will do. */
export function describeReference(body: string): Reference {
  const { stream, shardId, sequenceNumber, reason } = parsed(body);
  return {
    stream: textOf(stream),
    shardId: textOf(shardId),
    sequenceNumber: textOf(sequenceNumber),
    reason: textOf(reason) ?? 'not a reference',
  };
}

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
