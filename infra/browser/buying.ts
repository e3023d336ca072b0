import type { Page } from 'playwright-core';

/** What a customer fills in. */
export async function fillIn(page: Page, card: RegExp): Promise<void> {
  await page.getByLabel('E-mail').fill('ann@example.org');
  await page.getByLabel('Name').fill('Ann Example');
  await page.getByLabel('Street').fill('1 Long Road');
  await page.getByLabel('Town').fill('Reading');
  await page.getByLabel('Postal').fill('RG1 1AA');
  await page.getByLabel(card).check();
}

/** Puts a product into the basket, and buys it with a card. Resolves with the order's id. */
export async function buy(page: Page, product: RegExp, card: RegExp): Promise<string> {
  await page.goto('/');
  await page.getByRole('article').filter({ hasText: product }).getByRole('button').click();
  await page.getByText('1 in the basket').waitFor();
  await page.goto('/checkout');
  await fillIn(page, card);
  await page.getByRole('button', { name: /^Buy for/ }).click();
  await page.waitForURL(/\/my\/orders\/ord-/);
  return /ord-[a-z0-9]+/.exec(page.url())?.[0] ?? '';
}
