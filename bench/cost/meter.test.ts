import type { TableDefinition } from '@waybill/contracts/resources';
import type { Fields } from '../faults/call.ts';
import type { WireItem } from './item-size.ts';
import { Meter } from './meter.ts';
import { dollarsAMillion } from './prices.ts';
import { totalOf } from './tally.ts';

const definitions: TableDefinition[] = [
  { name: 'commits', partitionKey: 'id', changesTo: 'changes' },
  { name: 'plain', partitionKey: 'id' },
  {
    name: 'rows',
    partitionKey: 'id',
    indexes: [{ name: 'by-owner', partitionKey: 'owner', sortKey: 'since' }],
  },
];

/** An item of so many bytes: `id`, one byte, `text`, and the rest. */
const itemOf = (bytes: number): WireItem => ({
  id: { S: 'a' },
  text: { S: 'x'.repeat(bytes - 7) },
});
const key = { id: { S: 'a' } };

function open(stored?: WireItem) {
  const meter = new Meter({
    tables: new Map(definitions.map((table) => [table.name, table])),
    logical: (name) => name.replace('local-', ''),
    read: () => Promise.resolve(stored),
  });
  const call = (api: string, operation: string, input: Fields, output: Fields = {}, status = 200) =>
    meter.watch({ caller: 'orders', api, operation, input }, { status, output }, {});
  const put = (table: string, Item: WireItem, status = 200) =>
    call('dynamodb', 'PutItem', { TableName: `local-${table}`, Item }, {}, status);
  const units = async () => totalOf((await meter.take()).orders.rows).units;
  return { meter, call, put, units };
}

describe('a write', () => {
  it('costs a unit a kilobyte, and as much again of the feed where there is one', async () => {
    const { put, units } = open();
    put('commits', itemOf(2_500));
    expect(await units()).toMatchObject({ write: 3, change: 3 });
    put('plain', itemOf(2_500));
    expect(await units()).toMatchObject({ write: 3, change: 0 });
  });

  it('over a larger item costs what the larger does', async () => {
    const { put, units } = open();
    put('plain', itemOf(5_000));
    await units();
    put('plain', itemOf(100));
    expect(await units()).toMatchObject({ write: 5 });
    put('plain', itemOf(100));
    expect(await units()).toMatchObject({ write: 1 });
  });

  it('that is refused costs, and is not told', async () => {
    const { put, units } = open();
    put('commits', itemOf(1_500), 400);
    expect(await units()).toMatchObject({ write: 2, change: 0 });
  });

  it('in a transaction costs twice, and its changes once', async () => {
    const { call, units } = open(itemOf(1_025));
    const Put = { TableName: 'local-commits', Item: itemOf(500) };
    const Update = { TableName: 'local-plain', Key: key };
    call('dynamodb', 'TransactWriteItems', { TransactItems: [{ Put }, { Update }] });
    expect(await units()).toMatchObject({ write: 2 + 4, change: 1 });
  });

  it('by an update costs by the item as it is then', async () => {
    const { call, units } = open(itemOf(3_000));
    call('dynamodb', 'UpdateItem', { TableName: 'local-plain', Key: key });
    expect(await units()).toMatchObject({ write: 3 });
  });

  it('touches an index only when what is in it changes', async () => {
    const { call, put, units } = open();
    const row = (owner: string, status: string) => {
      return { ...key, owner: { S: owner }, since: { S: '1' }, status: { S: status } };
    };
    const written = [];
    for (const item of [row('ann', 'placed'), row('ann', 'shipped'), row('bob', 'shipped')]) {
      put('rows', item);
      written.push((await units()).write);
    }
    call('dynamodb', 'DeleteItem', { TableName: 'local-rows', Key: key });
    written.push((await units()).write);
    expect(written).toEqual([1 + 1, 1, 1 + 2, 1 + 1]);
  });
});

it('reads by 4 KB, half of it eventually, each item of a batch for itself', async () => {
  const { call, units } = open();
  const RequestItems = { 'local-plain': { Keys: [key, key, key] } };
  const Responses = { 'local-plain': [itemOf(5_000), itemOf(100)] };
  call('dynamodb', 'GetItem', { TableName: 'local-plain' }, { Item: itemOf(100) });
  call('dynamodb', 'Query', { ConsistentRead: true }, { Items: [itemOf(3_000), itemOf(3_000)] });
  call('dynamodb', 'BatchGetItem', { RequestItems }, { Responses });
  expect(await units()).toMatchObject({ read: 0.5 + 2 + (1 + 0.5 + 0.5) });
});

it('counts events and queue requests by 64 KB', async () => {
  const { call, units } = open();
  const Detail = 'x'.repeat(66_000);
  call('events', 'PutEvents', { Entries: [{ Detail: '{}' }, { Detail }] });
  call('sqs', 'SendMessageBatch', { Entries: [{ MessageBody: Detail }, { MessageBody: 'a' }] });
  call('sqs', 'DeleteMessageBatch', { Entries: [{}, {}] });
  call('sqs', 'ReceiveMessage', {}, { Messages: [{ Body: 'a' }] });
  const total = await units();
  expect(total).toMatchObject({ busEvents: 3, queueRequests: 4 });
  expect(dollarsAMillion(total)).toBeCloseTo(3 + 4 * 0.4);
});

it('sets apart what goes on without orders', async () => {
  const { call, meter } = open();
  const lease = (checkpoint: string) => {
    const Item = { id: { S: '1' }, leaseKey: { S: 'a' }, checkpoint: { S: checkpoint } };
    call('dynamodb', 'PutItem', { TableName: 'local-leases', Item });
  };
  call('sqs', 'ReceiveMessage', {});
  call('kinesis', 'GetRecords', {}, { Records: [] });
  ['7', '7', '8'].forEach(lease);
  call('kinesis', 'GetRecords', {}, { Records: [{}] });
  call('ses', 'SendEmail', {});
  call('http', 'PUT /sandbox/charges/1', {});
  const { orders, standing } = await meter.take();
  expect([totalOf(standing.rows).calls, totalOf(orders.rows).calls]).toEqual([4, 2]);
  expect(orders.rows.map(({ operation }) => operation)).toContain('call');
});
