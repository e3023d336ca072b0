import { GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { deadLetterName } from '@waybill/contracts/names';
import type { Platform } from '../platform.ts';

/** Where a record that was put aside is to be found, for as long as the stream keeps it. */
export interface ParkedRecord {
  readonly application: string;
  /** The stream's name in AWS. */
  readonly stream: string;
  readonly shardId: string;
  readonly sequenceNumber: string;
  readonly reason: string;
}

/** The logical name of the queue that an application's parked records go to. */
export function streamDeadLetterName(application: string): string {
  return deadLetterName(`${application}-stream`);
}

/** Sends references to the application's queue, whose address is asked for when it is first needed. */
export function createStreamDeadLetters(
  { aws: { sqs }, name }: Pick<Platform, 'aws' | 'name'>,
  application: string,
): (record: ParkedRecord) => Promise<void> {
  let url: string | undefined;
  return async (record) => {
    const QueueName = name(streamDeadLetterName(application));
    url ??= (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl;
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(record) }));
  };
}
