import type { Call, Fields } from './call.ts';
import { StepReader } from './step.ts';

const call = (operation: string, input: Fields, api = 'dynamodb'): Call => {
  return { caller: 'orders', api, operation, input };
};
const put = (table: string, item: Fields): Call =>
  call('PutItem', { TableName: `local-${table}`, Item: item });
const commit = (id: string, version: number): Call =>
  put('order-commits', { aggregateId: { S: id }, version: { N: String(version) } });
const lease = (checkpoint: string): Call =>
  put('leases', { leaseKey: { S: 'relay/changes/shard-1' }, checkpoint: { S: checkpoint } });

/** One call of each kind that a way has, of an order. */
const callsOf = (orderId: string): Call[] => {
  const metadata = { eventId: `saga-${orderId}/2.0` };
  const key = { aggregateId: { S: `reservation-${orderId}` }, version: { N: '1' } };
  const stock = (productId: string) => ({
    Update: { TableName: 'local-stock', Key: { productId: { S: productId } } },
  });
  const reservation = { Put: { TableName: 'local-inventory-commits', Item: key } };
  return [
    commit(orderId, 1),
    call('Query', {
      TableName: 'local-order-commits',
      ExpressionAttributeValues: { ':id': { S: orderId } },
    }),
    call('TransactWriteItems', { TransactItems: [reservation, stock('LAMP'), stock('DESK')] }),
    put('deadlines', {
      bucket: { S: orderId.length % 2 ? '1' : '2' },
      due: { S: `2026-11-23T10:00:00.${orderId.length}00Z#saga-${orderId}` },
    }),
    call('PutEvents', { Entries: [{ Detail: JSON.stringify({ metadata }) }] }, 'events'),
    call('SendMessageBatch', {
      QueueUrl: 'http://localhost/000000000000/local-inventory',
      Entries: [{ MessageBody: JSON.stringify({ detail: { metadata } }) }],
    }),
    call(`PUT /sandbox/charges/payment-${orderId}`, {}, 'http'),
  ];
};
const labels = (orderId: string): string[] => {
  const reader = new StepReader();
  return callsOf(orderId).flatMap((each) => reader.asked(each));
};

it('labels the calls of an order whatever its id', () => {
  expect(labels('ord-1a')).toEqual([
    'orders PutItem order-commits {order}/1',
    'orders Query order-commits {":id":{"S":"{order}"}}',
    'orders TransactWriteItems Put inventory-commits reservation-{order}/1 + Update stock DESK + Update stock LAMP',
    'orders PutItem deadlines {time}#saga-{order}',
    'orders PutEvents saga-{order}/2.0',
    'orders SendMessageBatch inventory saga-{order}/2.0',
    'orders PUT /sandbox/charges/payment-{order}',
  ]);
  expect(labels('ord-zz99')).toEqual(labels('ord-1a'));
});

describe('a past order', () => {
  it('has no steps any more', () => {
    const reader = new StepReader();
    reader.forget('ord-1a');
    expect(callsOf('ord-1a').flatMap((each) => reader.asked(each))).toEqual([]);
    expect(reader.asked(commit('ord-2b', 1))).toHaveLength(1);
  });

  it('has none in a batch with another either', () => {
    const reader = new StepReader();
    reader.forget('ord-1a');
    const Entries = ['ord-1a/1.0', 'ord-2b/3.0'].map((eventId) => ({
      Detail: JSON.stringify({ metadata: { eventId } }),
    }));
    const steps = reader.asked(call('PutEvents', { Entries }, 'events'));
    expect(steps).toEqual(['orders PutEvents {order}/3.0']);
  });

  it('has none in what a shard brings', () => {
    const reader = new StepReader();
    reader.forget('ord-1a');
    const recordOf = (id: string) => {
      const Keys = { aggregateId: { S: id }, version: { N: '1' } };
      const change = { tableName: 'local-order-commits', dynamodb: { Keys } };
      return { Data: Buffer.from(JSON.stringify(change)).toString('base64') };
    };
    const output = { Records: [recordOf('ord-1a'), recordOf('ord-2b')] };
    const steps = reader.brought(call('GetRecords', {}, 'kinesis'), { status: 200, output });
    expect(steps).toEqual(['orders GetRecords changes of order-commits']);
  });
});

describe('work that goes on without orders', () => {
  it('is no step', () => {
    const reader = new StepReader();
    const due = { TableName: 'local-deadlines', ExpressionAttributeValues: { ':p': { S: '1' } } };
    const keys = { 'local-leases': { Keys: [{ leaseKey: { S: 'relay/changes/shard-1' } }] } };
    const polls = [call('Query', due), call('BatchGetItem', { RequestItems: keys })];
    expect(polls.flatMap((each) => reader.asked(each))).toEqual([]);
  });

  it('is a step where a lease has moved its checkpoint', () => {
    const reader = new StepReader();
    const steps = ['7', '7', '8', '8'].map((checkpoint) => reader.asked(lease(checkpoint)));
    expect(steps).toEqual([[], [], ['orders PutItem checkpoint relay of changes'], []]);
  });
});

it('knows a message by its receipt handle', () => {
  const reader = new StepReader();
  const queue = { QueueUrl: 'http://localhost/000000000000/local-orders' };
  const Body = JSON.stringify({ detail: { metadata: { eventId: 'ord-1a/1.0' } } });
  const output = { Messages: [{ Body, ReceiptHandle: 'r1' }] };
  const receive = call('ReceiveMessage', queue, 'sqs');
  expect(reader.brought(receive, { status: 200, output })).toEqual([
    'orders ReceiveMessage orders {order}/1.0',
  ]);
  const Entries = [{ ReceiptHandle: 'r1' }, { ReceiptHandle: 'unknown' }];
  const gone = reader.asked(call('DeleteMessageBatch', { ...queue, Entries }, 'sqs'));
  expect(gone).toEqual(['orders DeleteMessageBatch orders {order}/1.0']);
});
