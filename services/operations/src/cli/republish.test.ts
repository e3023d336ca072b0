import { ReserveInventory } from '@waybill/contracts/commands';
import { privateEvent } from '@waybill/contracts/contract';
import { PaymentFailed } from '@waybill/contracts/payment-events';
import type { Commit } from '@waybill/kernel/commit';
import { Unavailable } from '@waybill/kernel/failure';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import { useComponent } from '../../../../infra/local/component/component.ts';
import { soon } from '../../../../infra/local/component/soon.ts';
import { run } from './run.ts';

/** The relay does not run: what is told here, the command line told. */
const relay = useComponent('relay', { isIdle: true });
const Kept = privateEvent('Kept', 1, {});

async function waybill(line: string) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run([...line.split(' '), '--stage', 'local'], {
    ...{ environment: {}, platform: relay.platform, signal: new AbortController().signal },
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const reserve = (orderId: string) =>
  ReserveInventory({ orderId, items: [{ productId: 'LAMP', quantity: 1 }] });

async function commit(table: string, of: Pick<Commit, 'aggregateId' | 'committedAt' | 'entries'>) {
  const commitId = `commit of ${of.aggregateId}`;
  const rest = { version: 1, commitId, correlationId: 'correlation-1' };
  await createDynamoEventStore(relay.platform, table).append({ ...of, ...rest });
}

const idsIn = async (queue: string) =>
  (await relay.takes(queue))
    .map((body) => JSON.parse(body) as { detail: { metadata: { eventId: string } } })
    .map(({ detail }) => detail.metadata.eventId)
    .sort();

beforeAll(async () => {
  const told = [Kept({}), reserve('ord-1')];
  const failed = [
    PaymentFailed({ orderId: 'ord-1', paymentId: 'payment-ord-1', reason: 'declined' }),
  ];
  await Promise.all([
    commit('fulfilment-commits', {
      ...{ aggregateId: 'saga-ord-0', committedAt: '2026-02-28T23:59:59.999Z', entries: told },
    }),
    commit('fulfilment-commits', {
      ...{ aggregateId: 'saga-ord-1', committedAt: '2026-03-01T00:00:00.000Z', entries: told },
    }),
    commit('payment-commits', {
      ...{ aggregateId: 'payment-ord-1', committedAt: '2026-03-01T12:00:00.000Z', entries: failed },
    }),
    commit('payment-commits', {
      ...{ aggregateId: 'payment-ord-2', committedAt: '2026-03-02T00:00:00.000Z', entries: failed },
    }),
  ]);
});

const day = 'republish --since 2026-03-01 --until 2026-03-02';

it('only counts in a dry run', async () => {
  const { code, out } = await waybill(`${day} --dry-run`);
  expect(code).toBe(0);
  expect(out).toMatch(/^TABLE +COMMITS +EVENTS +COMMANDS$/m);
  expect(out).toMatch(/^fulfilment-commits +1 +0 +1$/m);
  expect(out).toMatch(/^payment-commits +1 +1 +0$/m);
  expect(out).toMatch(/^order-commits +0 +0 +0$/m);
  expect(await relay.takes('inventory')).toEqual([]);
});

it('tells the commits of a time again, under the ids that they always have', async () => {
  expect(await waybill(day)).toMatchObject({ code: 0, err: '' });
  expect(await idsIn('inventory')).toEqual(['saga-ord-1/1.1']);
  await soon(async () => expect(await idsIn('fulfilment')).toEqual(['payment-ord-1/1.0']));
});

it('reads only the table that is named', async () => {
  const { out } = await waybill('republish --since 2026-01-01 --table fulfilment-commits --json');
  expect(JSON.parse(out)).toMatchObject({
    ...{ since: '2026-01-01T00:00:00.000Z', isDryRun: false, tooLarge: 0 },
    tables: [{ table: 'fulfilment-commits', commits: 2, events: 0, commands: 2 }],
  });
  expect(await idsIn('inventory')).toEqual(['saga-ord-0/1.1', 'saga-ord-1/1.1']);
});

it('reads tables of any size, page by page', async () => {
  const all = Array.from({ length: 12 }, (_, i) => `product-${i}`);
  const entries = [Kept({}), { ...reserve('ord-big'), data: { ballast: 'x'.repeat(200_000) } }];
  const committedAt = '2026-04-01T00:00:00.000Z';
  await Promise.all(
    all.map((aggregateId) => commit('product-commits', { aggregateId, committedAt, entries })),
  );
  const { out } = await waybill('republish --since 2026-04-01 --table product-commits --json');
  expect(JSON.parse(out)).toMatchObject({ tables: [{ commits: 12, commands: 12 }] });
  const ids = [...(await idsIn('inventory')), ...(await idsIn('inventory'))];
  expect(ids.sort()).toEqual(all.map((aggregateId) => `${aggregateId}/1.1`).sort());
});

it('says how far it came when AWS goes away', async () => {
  relay.intercept(({ operation }, next) => {
    if (operation === 'PutEvents') throw new Unavailable('away');
    return next();
  });
  const { code, out, err } = await waybill(day);
  expect(code).toBe(1);
  expect(out).toMatch(/^fulfilment-commits +1 +0 +1$/m);
  expect(err).toMatch(/^waybill: AWS does not answer .*AWS_ENDPOINT_URL.*: away$/);
});
