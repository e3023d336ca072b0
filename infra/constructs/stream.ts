import { KinesisStream } from '@cdktf/provider-aws/lib/kinesis-stream/index.js';
import { Construct } from 'constructs';
import type { Stage } from './stage.ts';
import type { Topology } from '../topology.ts';

/** A stream of a fixed number of shards, encrypted by Kinesis's own key. */
export class Stream extends Construct {
  readonly arn: string;

  constructor(scope: Construct, { name }: Stage, stream: Topology['streams'][number]) {
    super(scope, `stream-${stream.name}`);
    const made = new KinesisStream(this, 'stream', {
      name: name(stream.name),
      shardCount: stream.shards,
      retentionPeriod: stream.retentionHours,
      encryptionType: 'KMS',
      kmsKeyId: 'alias/aws/kinesis',
      streamModeDetails: { streamMode: 'PROVISIONED' },
      // Shards are split and merged while the system runs.
      lifecycle: { ignoreChanges: ['shard_count'] },
    });
    this.arn = made.arn;
  }
}
