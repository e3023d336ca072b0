/** A shard as kinesalite keeps it and AWS describes it. */
export interface Shard {
  readonly ShardId: string;
  readonly ParentShardId?: string;
  readonly AdjacentParentShardId?: string;
  readonly HashKeyRange: { readonly StartingHashKey: string; readonly EndingHashKey: string };
  readonly SequenceNumberRange: {
    readonly StartingSequenceNumber: string;
    readonly EndingSequenceNumber?: string;
  };
}

/** A stream as kinesalite keeps it. The names with an underscore are never shown. */
export interface Stream {
  readonly StreamName: string;
  readonly StreamARN: string;
  readonly StreamStatus: string;
  readonly StreamCreationTimestamp: number;
  readonly RetentionPeriodHours: number;
  readonly EncryptionType: 'NONE' | 'KMS';
  readonly KeyId?: string;
  readonly StreamModeDetails?: { readonly StreamMode: string };
  readonly Shards: readonly Shard[];
  readonly _tags: Readonly<Record<string, string>>;
}

/** The shards that take records. */
export function openShards({ Shards }: Stream): Shard[] {
  return Shards.filter(isOpen);
}

export function isOpen({ SequenceNumberRange }: Shard): boolean {
  return SequenceNumberRange.EndingSequenceNumber === undefined;
}
