import type { _Record } from '@aws-sdk/client-kinesis';
import type { Waiting } from './backlog.ts';
import type { RecordFormat } from './record-format.ts';

/** A record of a shard. */
export interface ShardRecord<Content> extends Waiting {
  /** What it says. Throws if it is not of the stream's format, and is then parked like any other that fails. */
  readonly content: () => Content;
}

/** A record as Kinesis gives it, with the lane that it belongs to. */
export function toShardRecord<Content>(
  { parse, laneOf }: RecordFormat<Content>,
  { Data, SequenceNumber = '' }: _Record,
): ShardRecord<Content> {
  try {
    const content = parse(Data ?? new Uint8Array());
    return { sequenceNumber: SequenceNumber, lane: laneOf(content), content: () => content };
  } catch (error) {
    const content = (): never => {
      throw error;
    };
    return { sequenceNumber: SequenceNumber, lane: SequenceNumber, content };
  }
}
