import { tolerantViolations } from '@waybill/contracts/validation';
import { InvalidMessage } from '@waybill/kernel/failure';
import type { RecordFormat } from '@waybill/runtime/stream/record-format';
import { OrderRecord } from './domain/order-record.ts';

/** The records of the stream `order-analytics`. */
export const orderRecords: RecordFormat<OrderRecord> = {
  parse: (bytes) => {
    const record: unknown = JSON.parse(Buffer.from(bytes).toString());
    const [wrong] = tolerantViolations(OrderRecord, record);
    if (wrong) throw new InvalidMessage(`record${wrong.field} ${wrong.message}`);
    return record as OrderRecord;
  },
  laneOf: ({ orderId }) => orderId,
};
