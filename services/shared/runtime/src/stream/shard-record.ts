import type { _Record } from '@aws-sdk/client-kinesis';
import { laneOf, parseChange, type ChangeRecord } from './change-record.ts';
import type { Waiting } from './backlog.ts';

/** A record of a shard. */
export interface ShardRecord extends Waiting {
  /** What it says. Throws if it is no change record, which is then parked like any other that fails. */
  readonly change: () => ChangeRecord;
}

/** A record as Kinesis gives it, with the aggregate that it belongs to. */
export function toShardRecord({ Data, SequenceNumber = '' }: _Record): ShardRecord {
  try {
    const change = parseChange(Data ?? new Uint8Array());
    return { sequenceNumber: SequenceNumber, lane: laneOf(change), change: () => change };
  } catch (error) {
    const change = (): never => {
      throw error;
    };
    return { sequenceNumber: SequenceNumber, lane: SequenceNumber, change };
  }
}
