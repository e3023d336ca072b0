import type { Page } from 'playwright-core';
import type { Device } from './browser.ts';
import { buy } from './buying.ts';
import { look } from './camera.ts';
import { useStage } from './stage.ts';

const stage = useStage();
const devices: Device[] = [
  { name: 'phone', colorScheme: 'dark' },
  { name: 'desktop', colorScheme: 'light' },
];

async function becomeStaff(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Be staff' }).click();
  await page.getByRole('heading', { name: 'What flows' }).waitFor();
}

describe.each(devices)('on a $name, $colorScheme', (device) => {
  it('staff see what flows, what waits, an order’s history, and the sales', async () => {
    const customer = (await stage.visit(device)).page;
    const shipped = await buy(customer, /mug/, /A card that works/);
    await customer.getByText(/on its way to you/).waitFor();
    const waiting = await buy(customer, /kettle/, /does not answer/);

    const { page } = await stage.visit(device);
    await page.goto('/desk');
    await page.getByText('This is for staff.').waitFor();
    await becomeStaff(page);
    await page.getByRole('row', { name: /^fulfilment [1-9]/ }).waitFor();
    await buy(customer, /lamp/, /A card that works/);
    await customer.getByText(/on its way to you/).waitFor();
    await page.getByRole('row', { name: /^notifications \d+ [1-9]/ }).waitFor();
    await look(page, 'desk-flow', device);

    await page.getByRole('link', { name: 'Queues' }).click();
    await page.getByText(/^None, in \d+ queues\./).waitFor();
    await page.getByRole('row', { name: /^inventory \d+ \d+ \d+/ }).waitFor();
    await look(page, 'desk-queues', device);

    await page
      .getByRole('navigation', { name: 'Operations' })
      .getByRole('link', { name: 'Orders' })
      .click();
    await page.getByRole('row', { name: new RegExp(`${waiting} running payment`) }).waitFor();
    expect(await page.getByRole('row', { name: shipped }).count()).toBe(0);
    await look(page, 'desk-orders', device);

    await page.getByLabel('Any order’s history').fill(shipped);
    await page.getByRole('button', { name: 'Look it up' }).click();
    await page.getByText('OrderShipped', { exact: true }).waitFor();
    for (const type of [
      'OrderPlaced',
      'ReserveInventory',
      'PaymentProcessed',
      'ShipmentArranged',
    ]) {
      await page.getByText(type, { exact: true }).first().waitFor();
    }
    await page.getByText(/^Correlation id/).waitFor();
    await look(page, 'desk-history', device);

    await page.getByRole('link', { name: 'Sales' }).click();
    await page.getByRole('heading', { name: 'Revenue (GBP)' }).waitFor();
    await page.locator('.recharts-bar-rectangle path').first().waitFor();
    await look(page, 'desk-sales', device);
  });
});

it('nobody else sees it', async () => {
  const { page } = await stage.visit({ name: 'desktop', colorScheme: 'light' });
  await page.goto('/desk/queues');
  await page.getByText('This is for staff.').waitFor();
  const token = await page.evaluate<string>("sessionStorage.getItem('waybill.dev-token')");
  const headers = { authorization: `Bearer ${token}` };
  const { status } = await fetch(`${stage.url}/operations/queues`, { headers });
  expect(status).toBe(403);
});
