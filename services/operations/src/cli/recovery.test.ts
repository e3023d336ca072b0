import {
  DescribeKinesisStreamingDestinationCommand,
  DisableKinesisStreamingDestinationCommand,
  DynamoDBClient,
  EnableKinesisStreamingDestinationCommand,
} from '@aws-sdk/client-dynamodb';
import { booksOf, shipped } from '../../../../infra/local/scenario/books.ts';
import { signIn } from '../../../../infra/local/scenario/caller.ts';
import { eventually } from '../../../../infra/local/scenario/eventually.ts';
import {
  openShop,
  place,
  sagaFacts,
  stockUp,
  type Shop,
} from '../../../../infra/local/scenario/shop.ts';
import { run } from './run.ts';

let shop: Shop;
let dynamo: DynamoDBClient;

beforeAll(async () => {
  shop = await openShop();
  dynamo = new DynamoDBClient();
  await stockUp(shop, { lamp: 5 });
});

afterAll(async () => {
  dynamo.destroy();
  await shop.close();
});

/** Cuts the table off from the change stream. Resolves with what joins them again. */
async function cutFeed(): Promise<() => Promise<void>> {
  const TableName = shop.platform.name('order-commits');
  const look = async () => {
    const describe = new DescribeKinesisStreamingDestinationCommand({ TableName });
    return (await dynamo.send(describe)).KinesisDataStreamDestinations?.[0];
  };
  const Feed = { TableName, StreamArn: (await look())?.StreamArn };
  await dynamo.send(new DisableKinesisStreamingDestinationCommand(Feed));
  await eventually(async () => {
    expect([undefined, 'DISABLED']).toContain((await look())?.DestinationStatus);
  });
  return async () => {
    await dynamo.send(new EnableKinesisStreamingDestinationCommand(Feed));
    await eventually(async () => expect((await look())?.DestinationStatus).toBe('ACTIVE'));
  };
}

it('an order whose change record is lost is recovered by republishing', async () => {
  const customer = await signIn(shop.url, 'cust-1');
  const joinFeed = await cutFeed();
  const lost = await place(customer, { items: [{ productId: 'lamp', quantity: 1 }] });
  await joinFeed();
  const heard = await place(customer, { items: [{ productId: 'lamp', quantity: 1 }] });
  await eventually(async () => expect(await booksOf(shop, heard)).toEqual(shipped(500)));
  expect(await sagaFacts(shop, lost)).toEqual([]);

  const said: string[] = [];
  const code = await run(['republish', '--since', '1h', '--stage', 'local'], {
    ...{ environment: {}, platform: shop.platform, signal: new AbortController().signal },
    stdout: (text) => said.push(text),
    stderr: (text) => said.push(text),
  });
  expect({ code, said }).toMatchObject({ code: 0 });
  await eventually(async () => expect(await booksOf(shop, lost)).toEqual(shipped(500)));
  // Everything else was told twice, and nothing came of it.
  expect(await booksOf(shop, heard)).toEqual(shipped(500));
});
