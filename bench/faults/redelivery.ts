import type { Call, Fields, Reply } from './call.ts';
import type { Upstream } from './upstream.ts';

interface Messages extends Fields {
  readonly Messages?: readonly { readonly ReceiptHandle: string }[];
}

/** PutRecords takes so many. */
const recordsAPut = 500;

interface KinesisRecord extends Fields {
  readonly SequenceNumber: string;
  readonly Data: string;
  readonly PartitionKey: string;
}

interface Records extends Fields {
  readonly Records?: readonly KinesisRecord[];
}

/** Has what a reply brought come again, the way the service itself does that. `stream` is the one that was read. */
export async function repeat(
  call: Call,
  { output }: Reply,
  { upstream, stream }: { readonly upstream: Upstream; readonly stream: string | undefined },
): Promise<void> {
  if (call.operation === 'ReceiveMessage') {
    // SQS delivers a message to a second reader while the first still has it.
    const { Messages = [] } = output as Messages;
    const Entries = Messages.map(({ ReceiptHandle }, i) => {
      return { Id: String(i), ReceiptHandle, VisibilityTimeout: 0 };
    });
    if (Entries.length === 0) return;
    const input = { QueueUrl: call.input.QueueUrl, Entries };
    await upstream.call('sqs', 'AmazonSQS.ChangeMessageVisibilityBatch', input);
  }
  if (call.operation === 'GetRecords') {
    // DynamoDB's feed puts a change a second time, which makes it another record.
    const { Records: records = [] } = output as Records;
    if (records.length === 0 || stream === undefined) return;
    const again = records.map(({ Data, PartitionKey }) => ({ Data, PartitionKey }));
    for (let i = 0; i < again.length; i += recordsAPut) {
      const input = { StreamName: stream, Records: again.slice(i, i + recordsAPut) };
      await upstream.call('kinesis', 'Kinesis_20131202.PutRecords', input);
    }
  }
}

/**
 * Streams in which changes have come in another order than they were made. What a sequence number holds is decided when
 * it is first read, by whomever: everybody who reads it later finds the same.
 */
export class Reordering {
  readonly #read = new Set<string>();
  /** What is where something else was. */
  readonly #moved = new Map<string, KinesisRecord>();
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** What a read of the stream brings; mixed, if asked, as far as nobody has read it before. */
  read(stream: string, output: Records, isMixed: boolean): Records {
    const { Records: records = [] } = output;
    if (records.length === 0) return output;
    const key = ({ SequenceNumber }: KinesisRecord) => `${stream}/${SequenceNumber}`;
    const fresh = records.filter((record) => !this.#read.has(key(record)));
    const order = isMixed ? this.#mixed(fresh) : fresh;
    fresh.forEach((place, i) => {
      const { Data, PartitionKey } = order[i] ?? place;
      this.#read.add(key(place));
      if (order[i] !== place) this.#moved.set(key(place), { ...place, Data, PartitionKey });
    });
    if (!records.some((record) => this.#moved.has(key(record)))) return output;
    return { ...output, Records: records.map((record) => this.#moved.get(key(record)) ?? record) };
  }

  #mixed(records: readonly KinesisRecord[]): KinesisRecord[] {
    return records
      .map((record) => ({ record, at: this.#random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ record }) => record);
  }
}
