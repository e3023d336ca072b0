import type { Device } from './browser.ts';
import { buy, fillIn } from './buying.ts';
import { look } from './camera.ts';
import { useStage } from './stage.ts';

const stage = useStage();
const devices: Device[] = [
  { name: 'phone', colorScheme: 'light' },
  { name: 'desktop', colorScheme: 'dark' },
];
const [phone, desktop] = devices as [Device, Device];

describe.each(devices)('on a $name, $colorScheme', (device) => {
  it('a customer buys, and watches it ship', async () => {
    const { page } = await stage.visit(device);
    await page.goto('/');
    await page.locator('img.picture').nth(7).waitFor();
    await look(page, 'shop', device);
    await page.getByLabel('Search').fill('lamp');
    await page.getByRole('status').filter({ hasText: '1 found' }).waitFor();
    await page.getByRole('button', { name: 'Add Brass desk lamp' }).click();
    await page.getByText('1 in the basket').waitFor();
    await page.getByRole('link', { name: /^Basket/ }).click();
    await page.getByRole('button', { name: 'One Brass desk lamp more' }).click();
    await page.getByText('2 × £64.90').waitFor();
    await look(page, 'basket', device);
    await page.getByRole('link', { name: 'To the checkout' }).click();
    await fillIn(page, /A card that works/);
    await look(page, 'checkout', device);
    await page.getByRole('button', { name: 'Buy for £129.80' }).click();
    await page.getByText(/on its way to you\. Tracking number WB/).waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: 'Payment' }).innerText()).toMatch(
      /Paid/,
    );
    await page.getByText('Live', { exact: true }).waitFor();
    await look(page, 'order', device);
    await page.getByRole('link', { name: 'Orders' }).click();
    await page.getByText('shipped', { exact: true }).waitFor();
    await look(page, 'orders', device);
  });

  it('a declined card is seen to be undone', async () => {
    const { page } = await stage.visit(device);
    await buy(page, /mug/, /declined/);
    await page.getByText('It was cancelled. The card was declined.').waitFor();
    const steps = await page.getByRole('list', { name: 'The order’s way' }).innerText();
    expect(steps).toMatch(/Stock[^]*Given back[^]*Payment[^]*Not paid[^]*Shipping[^]*Not sent/);
    await look(page, 'declined', device);
  });
});

it('more than there is cannot be had: the last two carafes', async () => {
  const { page } = await stage.visit(desktop);
  await page.goto('/');
  await page.getByRole('button', { name: /^Add Hand-blown/ }).click();
  await page.getByText('1 in the basket').waitFor();
  await page.goto('/basket');
  for (const count of [2, 3]) {
    await page.getByRole('button', { name: /more$/ }).click();
    await page.getByText(`${count} × £36.00`).waitFor();
  }
  await page.goto('/checkout');
  await fillIn(page, /A card that works/);
  await page.getByRole('button', { name: /^Buy for/ }).click();
  await page.getByText('There was not enough in stock.').waitFor();
});

it('an order catches up when the network is back, without a reload', async () => {
  const { page } = await stage.visit(phone);
  const orderId = await buy(page, /clock/, /does not answer/);
  await page.getByText('We have your order.').waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  await page.evaluate('globalThis.isSamePage = true');
  const token = await page.evaluate<string>("sessionStorage.getItem('waybill.dev-token')");
  stage.line.cut();
  await page.getByText('Reconnecting').waitFor();
  const response = await fetch(`${stage.url}/orders/${orderId}/cancel`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'changed-my-mind' }),
  });
  expect(response.status).toBe(200);
  expect(await page.getByText('We have your order.').count()).toBe(1);
  stage.line.mend();
  await page.getByText('It was cancelled. You cancelled it.').waitFor();
  expect(await page.evaluate('globalThis.isSamePage')).toBe(true);
});

it('a customer buys by keyboard alone', async () => {
  const { page } = await stage.visit(desktop);
  await page.goto('/');
  await page.getByRole('button', { name: 'Add Wool blanket' }).waitFor();
  const focused = () => page.evaluate<string>('document.activeElement.textContent');
  const tabTo = async (text: RegExp) => {
    for (let presses = 0; presses < 40 && !text.test(await focused()); presses++) {
      await page.keyboard.press('Tab');
    }
    expect(await focused()).toMatch(text);
  };
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('To the content');
  await tabTo(/^Add Wool blanket/);
  await page.keyboard.press('Enter');
  await page.getByText('1 in the basket').waitFor();
  await page.goto('/checkout');
  await page.getByLabel('E-mail').focus();
  for (const text of ['ann@example.org', 'Ann', '1 Road', '', 'Town', '12345']) {
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
  await tabTo(/^Buy for £78\.00/);
  await page.keyboard.press('Enter');
  await page.getByText(/on its way to you/).waitFor();
});

it('what is wrong is said where it is, and nothing is lost', async () => {
  const { page } = await stage.visit(phone);
  await page.goto('/');
  await page.getByRole('button', { name: /^Add Linen/ }).click();
  await page.getByText('1 in the basket').waitFor();
  await page.goto('/checkout');
  await fillIn(page, /A card that works/);
  // What a browser lets pass, and the service does not.
  await page.getByLabel('E-mail').fill('ann@localhost');
  await page.getByRole('button', { name: /^Buy for/ }).click();
  const email = page.getByLabel('E-mail');
  await page.locator('input[aria-invalid="true"]').waitFor();
  expect(await page.evaluate('document.activeElement.name')).toBe('email');
  await look(page, 'checkout-refused', phone);
  await email.fill('ann@example.org');
  await page.getByRole('button', { name: /^Buy for/ }).click();
  await page.getByText(/on its way to you/).waitFor();
});

it('the shop is there with less than 200 KB, everything but pictures counted', async () => {
  const { page } = await stage.visit(phone);
  const bytes: number[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'image') return;
    void request.sizes().then(({ responseBodySize }) => bytes.push(responseBodySize));
  });
  await page.goto('/', { waitUntil: 'networkidle' });
  const sum = bytes.reduce((all, each) => all + each, 0);
  console.log(
    `First load: ${(sum / 1_000).toFixed(1)} KB in ${bytes.length} answers, without pictures`,
  );
  expect(sum).toBeGreaterThan(10_000);
  expect(sum).toBeLessThan(200_000);
});
