/** A message as fauxqs hands it out, with all its system attributes. */
export interface ReceivedMessage {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
  Attributes?: Record<string, string>;
  MessageAttributes?: Record<string, unknown>;
  MD5OfMessageAttributes?: string;
}

export interface ReceiveInput {
  QueueUrl?: string;
  MaxNumberOfMessages?: number;
  VisibilityTimeout?: number;
  WaitTimeSeconds?: number;
  AttributeNames?: string[];
  MessageSystemAttributeNames?: string[];
  MessageAttributeNames?: string[];
}

/** Leaves what the receiver asked for: SQS gives no attribute unasked, fauxqs gives all. */
export function asAsked(message: ReceivedMessage, input: ReceiveInput): ReceivedMessage {
  const { Attributes = {}, MessageAttributes, MD5OfMessageAttributes, ...bare } = message;
  const names = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
  const asked = Object.entries(Attributes).filter(
    ([name]) => names.includes('All') || names.includes(name),
  );
  return {
    ...bare,
    ...(asked.length > 0 && { Attributes: Object.fromEntries(asked) }),
    ...(input.MessageAttributeNames?.length &&
      MessageAttributes && { MessageAttributes, MD5OfMessageAttributes }),
  };
}
