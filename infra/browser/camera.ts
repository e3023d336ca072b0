import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { violationsOn } from './accessibility.ts';
import type { Device } from './browser.ts';

const album = 'docs/screenshots';

/**
 * Looks at a page as it is: nothing is wider than the screen, and axe-core finds nothing. With UPDATE_SCREENSHOTS=1 the
 * picture goes into the docs.
 */
export async function look(page: Page, name: string, { name: device }: Device): Promise<void> {
  const overflow = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect([name, overflow]).toEqual([name, 0]);
  expect([name, ...(await violationsOn(page))]).toEqual([name]);
  if (process.env.UPDATE_SCREENSHOTS === undefined) return;
  mkdirSync(album, { recursive: true });
  const path = `${album}/${name}-${device}.jpg`;
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const whole = await page.evaluate<number>('document.documentElement.scrollHeight');
  const clip = { x: 0, y: 0, width, height: Math.min(whole, 2 * height) };
  await page.screenshot({ path, fullPage: true, clip, type: 'jpeg', quality: 80 });
}
