import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** What a visitor looks with. */
export interface Device {
  readonly name: 'phone' | 'desktop';
  readonly colorScheme: 'light' | 'dark';
}

const viewports = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
const usual = '/usr/bin/chromium';

/** Starts the browser that the environment names as CHROMIUM, else Debian's. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? usual;
  if (!existsSync(executablePath)) {
    throw new Error(
      `There is no browser at ${executablePath}: apt-get install chromium, or set CHROMIUM to one.`,
    );
  }
  // A container has no sandbox to give, and little shared memory.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** Somebody with a browser of their own. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What went wrong in the page: errors, refused by the policy, or answered with 5xx. */
  readonly faults: string[];
}

export async function visit(browser: Browser, device: Device, baseURL: string): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL,
    viewport: viewports[device.name],
    isMobile: device.name === 'phone',
    hasTouch: device.name === 'phone',
    colorScheme: device.colorScheme,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy|Content-Security-Policy/.test(text)) faults.push(text);
    else if (message.type() === 'error' && !/Failed to load resource|WebSocket/.test(text)) {
      faults.push(`console: ${text}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
  });
  return { context, page, faults };
}
