import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { streamDeadLetterName } from '@waybill/contracts/names';
import type { Platform } from '../platform.ts';
import { QueueUrls } from '../queue-urls.ts';

/** Where a record that was put aside is to be found, for as long as the stream keeps it. */
export interface ParkedRecord {
  readonly application: string;
  /** The stream's name in AWS. */
  readonly stream: string;
  readonly shardId: string;
  readonly sequenceNumber: string;
  readonly reason: string;
}

/** Sends references to the application's queue, whose address is asked for when it is first needed. */
export function createStreamDeadLetters(
  platform: Pick<Platform, 'aws' | 'name'>,
  application: string,
): (record: ParkedRecord) => Promise<void> {
  const urls = new QueueUrls(platform);
  return async (record) => {
    const MessageBody = JSON.stringify(record);
    await urls.use(streamDeadLetterName(application), (QueueUrl) =>
      platform.aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody })),
    );
  };
}
