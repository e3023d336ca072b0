import type { Topology } from '../../topology.ts';
import { provisionBuckets } from './buckets.ts';
import { provisionBus } from './bus.ts';
import { createProvisioning, type Provisioning } from './clients.ts';
import { provisionMail } from './mail.ts';
import { provisionDeadLetters, provisionInboxes } from './queues.ts';
import { provisionStreams } from './streams.ts';
import { provisionTables } from './tables.ts';

/**
 * Creates what the topology names and the stage does not have yet, at whatever `AWS_ENDPOINT_URL` points to.
 * Doing it again changes nothing.
 */
export async function provision(
  topology: Topology,
  options: { stage: string; mailFrom: string },
): Promise<void> {
  const aws: Provisioning = createProvisioning(options.stage);
  try {
    const [queues] = await Promise.all([
      provisionInboxes(aws, topology.inboxes),
      provisionStreams(aws, topology.streams).then((streams) =>
        provisionTables(aws, topology.tables, streams),
      ),
      provisionDeadLetters(aws, topology.streamDeadLetters),
      provisionBuckets(aws, topology.buckets),
      provisionMail(aws, options.mailFrom),
    ]);
    await provisionBus(aws, topology, queues);
  } finally {
    aws.close();
  }
}
