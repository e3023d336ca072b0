import type { MessageAttributeValue } from '@aws-sdk/client-sqs';

/** A message that a service could not handle, or that the bus could not deliver, while it is held. */
export interface DeadLetter {
  readonly id: string;
  /** Of this receive; a later one has another. */
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  /** When it was first sent: SQS moves a message among the dead letters without making it younger. */
  readonly sentAtMs: number;
  /** From this queue, this time included. */
  readonly receiveCount: number;
  /** The ARN of the queue that SQS took it from, if SQS moved it. */
  readonly movedFrom?: string;
  /** X-Ray's. */
  readonly traceHeader?: string;
}

/** Letters of a batch that something did not succeed for, by id, and why. */
export type Refused = ReadonlyMap<string, string>;

/** What lies in a queue, to be looked at. Batches are of at most ten. */
export interface LetterBox {
  /** How many there are, as far as SQS knows. */
  depth(): Promise<number>;
  /** Takes up to ten letters out of others' sight for so long. None: the queue is empty. */
  receive(holdSeconds: number): Promise<DeadLetter[]>;
  /** Keeps letters out of others' sight for so long from now. 0 gives them back. */
  hold(letters: readonly DeadLetter[], seconds: number): Promise<Refused>;
  delete(letters: readonly DeadLetter[]): Promise<Refused>;
}

/** The dead letters of one service, and the way back to its queue. */
export interface DeadLetterQueue extends LetterBox {
  /** The name in AWS of the queue that the letters go back to. */
  readonly home: string;
  /** Sends them to the service's own queue, without what was said about their death. */
  sendHome(letters: readonly DeadLetter[]): Promise<Refused>;
}
