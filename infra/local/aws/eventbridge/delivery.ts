/** What EventBridge hands to a queue or a stream. */
export interface Delivery {
  targetArn: string;
  body: string;
  /** Message attributes; only dead letters have them. */
  attributes?: Record<string, string>;
  /** For a FIFO queue. */
  messageGroupId?: string;
  /** For a Kinesis stream. */
  partitionKey?: string;
}
