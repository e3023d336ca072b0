import type { Browser } from 'playwright-core';
import { run, type Run } from '../local/scenario/process.ts';
import { startBrowser, visit, type Device, type Visitor } from './browser.ts';
import { layLine, type Line } from './line.ts';

/** A whole system as `npm start` makes it, and a browser to look at it with. */
export interface Stage {
  /** Where the system answers, past the visitors' network. */
  readonly url: string;
  /** The network that every visitor comes by. */
  readonly line: Line;
  visit(device: Device): Promise<Visitor>;
}

/** What is particular about a system. */
export interface Surroundings {
  readonly args?: readonly string[];
  /** Settings that are not the embedded default's. @param page where visitors come to */
  readonly environment?: (page: string) => Promise<Readonly<Record<string, string>>>;
}

const notYet = 'the stage is set only within tests and their hooks';

/** Sets the stage for the tests of a file. `npm run build` has to have run. */
export function useStage(more: Surroundings = {}): Stage {
  let system: Run | undefined;
  let browser: Browser | undefined;
  let line: Line | undefined;
  let url = '';
  const visitors: Visitor[] = [];
  beforeAll(async () => {
    browser = await startBrowser();
    line = await layLine();
    const ports = ['--port', '0', '--aws-port', '0', ...(more.args ?? [])];
    const settings = { GATEWAY_ORIGINS: line.url, ...(await more.environment?.(line.url)) };
    system = run('infra/dist/local/main.js', ports, settings);
    [, url = ''] = await system.says(/HTTP +(http:\S+)[^]*Ctrl-C/);
    line.connect(url);
  });
  afterEach(async () => {
    const faults = visitors.flatMap((visitor) => visitor.faults);
    await Promise.all(visitors.splice(0).map(({ context }) => context.close()));
    expect(faults).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await line?.close();
    system?.child.kill('SIGINT');
    await system?.ended;
  });
  return {
    get url() {
      return url;
    },
    get line() {
      if (!line) throw new Error(notYet);
      return line;
    },
    visit: async (device) => {
      if (!browser || !line) throw new Error(notYet);
      const visitor = await visit(browser, device, line.url);
      visitors.push(visitor);
      return visitor;
    },
  };
}
