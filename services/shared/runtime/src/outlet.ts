import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { Platform } from './platform.ts';
import { QueueUrls } from './queue-urls.ts';

/** An entry of the bus. */
export interface BusEntry {
  readonly source: string;
  readonly type: string;
  /** RFC 3339. */
  readonly occurredAt: string;
  /** JSON. */
  readonly detail: string;
}

/** Ways out of the system for batches. Each answers the positions of the entries that were not taken. */
export interface Outlets {
  /** At most 10 entries. */
  publish(entries: readonly BusEntry[]): Promise<number[]>;
  /** At most 10 bodies, to a service's queue. */
  send(service: string, bodies: readonly string[]): Promise<number[]>;
}

/** The bus and the queues in AWS. */
export function createOutlets(platform: Pick<Platform, 'aws' | 'name'>, bus: string): Outlets {
  const { aws, name } = platform;
  const urls = new QueueUrls(platform);

  return {
    async publish(entries) {
      const answer = await aws.events.send(
        new PutEventsCommand({
          Entries: entries.map(({ source, type, occurredAt, detail }) => ({
            EventBusName: name(bus),
            Source: source,
            DetailType: type,
            Time: new Date(occurredAt),
            Detail: detail,
          })),
        }),
      );
      // The call is a success also when every entry of it failed.
      return (answer.Entries ?? []).flatMap(({ ErrorCode }, i) => (ErrorCode ? [i] : []));
    },

    async send(service, bodies) {
      const Entries = bodies.map((MessageBody, i) => ({ Id: String(i), MessageBody }));
      const answer = await urls.use(service, (QueueUrl) =>
        aws.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries })),
      );
      return (answer.Failed ?? []).map(({ Id }) => Number(Id));
    },
  };
}
