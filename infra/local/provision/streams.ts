import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  IncreaseStreamRetentionPeriodCommand,
  waitUntilStreamExists,
} from '@aws-sdk/client-kinesis';
import type { Topology } from '../../topology.ts';
import { unlessPresent, type Provisioning } from './clients.ts';

/** Creates the streams. Resolves with their ARNs by logical name. */
export async function provisionStreams(
  { kinesis, name }: Provisioning,
  streams: Topology['streams'],
): Promise<Map<string, string>> {
  const arns = await Promise.all(
    streams.map(async (stream): Promise<[string, string]> => {
      const StreamName = name(stream.name);
      const create = new CreateStreamCommand({ StreamName, ShardCount: stream.shards });
      await unlessPresent(() => kinesis.send(create), 'ResourceInUseException');
      await waitUntilStreamExists(
        { client: kinesis, maxWaitTime: 60, minDelay: 1, maxDelay: 3 },
        { StreamName },
      );
      const { StreamDescriptionSummary: summary } = await kinesis.send(
        new DescribeStreamSummaryCommand({ StreamName }),
      );
      if ((summary?.RetentionPeriodHours ?? 0) < stream.retentionHours) {
        const RetentionPeriodHours = stream.retentionHours;
        await kinesis.send(
          new IncreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours }),
        );
      }
      return [stream.name, summary?.StreamARN ?? ''];
    }),
  );
  return new Map(arns);
}
