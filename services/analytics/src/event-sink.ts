import type { AnyContract } from '@waybill/contracts/contract';
import type { Delivery } from '@waybill/kernel/consumer';
import type { RecordWriter } from '@waybill/runtime/stream/record-writer';
import { recordOf, type OrderData } from './domain/order-record.ts';

/** Puts every event that it is given on the stream, as a flat record. */
export class EventSink {
  readonly #writer: RecordWriter;

  constructor(writer: RecordWriter) {
    this.#writer = writer;
  }

  /** Resolves when the stream has accepted the record. An event that comes again is another record with the same `eventId`. */
  async take(event: AnyContract, data: OrderData, { metadata }: Delivery): Promise<void> {
    const record = recordOf(event, data, metadata);
    await this.#writer.put({ key: record.orderId, data: JSON.stringify(record) });
  }
}
