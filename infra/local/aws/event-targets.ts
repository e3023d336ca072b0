import { AwsError } from './emulator.ts';
import type { Delivery } from './eventbridge/eventbridge.ts';
import type { Kinesis } from './kinesis/kinesis.ts';
import type { Sqs } from './sqs/sqs.ts';

/** Brings what EventBridge sends to the queue or stream that it is for. */
export function createDeliver(sqs: Sqs, kinesis: Kinesis): (delivery: Delivery) => Promise<void> {
  return async ({ targetArn, body, attributes, messageGroupId, partitionKey = '' }) => {
    const service = targetArn.split(':')[2];
    if (service === 'sqs') {
      await sqs.deliver({ queueArn: targetArn, body, attributes, messageGroupId });
    } else if (service === 'kinesis') {
      await kinesis.putRecords(streamName(targetArn), [{ partitionKey, data: Buffer.from(body) }]);
    } else {
      throw new AwsError('InvalidParameterValue', `Nothing is delivered to ${targetArn} here.`);
    }
  };
}

/** `arn:aws:kinesis:us-east-1:000000000000:stream/changes` is the stream `changes`. */
export function streamName(streamArn: string): string {
  return streamArn.slice(streamArn.indexOf('/') + 1);
}
