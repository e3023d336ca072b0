import { OrderRecord } from '@waybill/analytics/domain/order-record';
import { orderColumns } from './order-columns.ts';

it('has a column for every field of the records on the stream, by the names that Glue gives', () => {
  expect(orderColumns.map(({ name }) => name).sort()).toEqual(
    Object.keys(OrderRecord.properties)
      .map((field) => field.toLowerCase())
      .sort(),
  );
});
