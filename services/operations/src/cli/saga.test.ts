import { OrderCancelled, OrderPlaced } from '@waybill/contracts/order-events';
import { useComponent } from '../../../../infra/local/component/component.ts';
import { soon } from '../../../../infra/local/component/soon.ts';
import { run } from './run.ts';

const fulfilment = useComponent('fulfilment', {
  environment: { UNDO_WITHIN_MS: '20', DEADLINE_POLL_MS: '10' },
});

async function waybill(line: string) {
  const said: string[] = [];
  const code = await run([...line.split(' '), '--stage', 'local'], {
    ...{ environment: {}, platform: fulfilment.platform, signal: new AbortController().signal },
    stdout: (text) => said.push(text),
    stderr: (text) => said.push(text),
  });
  return { code, said: said.join('\n') };
}

const orderId = 'ord-1';
const order = {
  ...{ orderId, customerId: 'cust-1', currency: 'GBP', total: 610, reason: 'changed-my-mind' },
  items: [{ productId: 'LAMP', quantity: 2, unitPrice: 305 }],
};

const releases = async () =>
  (await fulfilment.said('fulfilment-commits', `saga-${orderId}`)).filter(
    ({ type }) => type === 'ReleaseInventory',
  ).length;

it('knows no saga of an order that fulfilment has not heard of', async () =>
  expect(await waybill('saga show ord-0')).toEqual({
    code: 1,
    said: 'waybill: fulfilment has no saga of ord-0',
  }));

it('tells of a saga under way, which there is nothing to resume of', async () => {
  await fulfilment.hasHeard(OrderPlaced(order));
  const { code, said } = await waybill('saga show ord-1');
  expect(code).toBe(0);
  expect(said).toMatch(/^The saga of ord-1 is running\.$/m);
  expect(said).toMatch(/^It waits for the step inventory, until \d{4}-.*Z$/m);
  expect(await waybill('saga resume ord-1')).toEqual({
    code: 1,
    said: 'The saga of ord-1 is running: there is nothing to resume.',
  });
});

it('has a saga that needs attention try again', async () => {
  await fulfilment.hasHeard(OrderCancelled(order));
  await soon(async () => {
    const { said } = await waybill('saga show ord-1');
    expect(said).toMatch(/^The saga of ord-1 is needs-attention\.$/m);
    expect(said).toMatch(/^It waits for the undo of inventory, try \d+, until /m);
    expect(said).toMatch(/^The order was cancelled: changed-my-mind$/m);
  });
  const before = await releases();
  const { code, said } = await waybill('saga resume ord-1 --json');
  expect({ code, answer: JSON.parse(said) as unknown }).toEqual({
    code: 0,
    answer: { orderId, status: 'needs-attention', isAsked: true },
  });
  await soon(async () => expect(await releases()).toBeGreaterThan(before));
});
