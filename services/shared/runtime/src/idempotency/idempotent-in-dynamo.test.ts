import { InvalidMessage } from '@waybill/kernel/failure';
import { createTables, useEmbeddedAws } from '@waybill/testing/embedded';
import { createDynamoTable } from '../dynamo-table.ts';
import { ClaimLost, StillInProgress } from './claim-errors.ts';
import { idempotencyKeysTable, type IdempotencyRecord } from './idempotency-record.ts';
import { createIdempotent } from './idempotent.ts';

const aws = useEmbeddedAws();

beforeAll(() => createTables(aws.platform(), [idempotencyKeysTable]));

const make = (leaseMs = 30_000) => {
  const platform = aws.platform();
  const table = createDynamoTable<IdempotencyRecord>(platform, idempotencyKeysTable.name);
  return createIdempotent(platform, table, { leaseMs });
};

it('does a thing once in DynamoDB too, whoever of many is first', async () => {
  const once = { key: 'many', content: 1 };
  let done = 0;
  const all = await Promise.allSettled(
    Array.from({ length: 8 }, () => make()(once, () => Promise.resolve((done += 1)))),
  );
  for (const each of all) {
    if (each.status === 'fulfilled') expect(each.value).toBe(1);
    else expect(each.reason).toBeInstanceOf(StillInProgress);
  }
  expect(await make()(once, () => Promise.resolve((done += 1)))).toBe(1);
  expect(done).toBe(1);
  await expect(make()({ ...once, content: 2 }, () => Promise.resolve())).rejects.toThrow(
    InvalidMessage,
  );
});

it('lets a claim be taken over in DynamoDB too, and no completion come late', async () => {
  const once = { key: 'late', content: 1 };
  const sleep = (_: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
  const asleep = { ...aws.platform(), sleep };
  const table = createDynamoTable<IdempotencyRecord>(asleep, idempotencyKeysTable.name);
  let wake = (): void => undefined;
  const late = createIdempotent(asleep, table, { leaseMs: 20 })(once, async () => {
    await new Promise<void>((resolve) => (wake = resolve));
  });
  await aws.platform().sleep(100);
  expect(await make()(once, () => Promise.resolve('second'))).toBe('second');
  wake();
  await expect(late).rejects.toThrow(ClaimLost);
  expect(await make()(once, () => Promise.resolve('third'))).toBe('second');
});
