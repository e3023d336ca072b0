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

const notYet = 'the stage is set only within tests and their hooks';

/** Sets the stage for the tests of a file. `npm run build` has to have run. */
export function useStage(): Stage {
  let system: Run | undefined;
  let browser: Browser | undefined;
  let line: Line | undefined;
  let url = '';
  const visitors: Visitor[] = [];
  beforeAll(async () => {
    browser = await startBrowser();
    line = await layLine();
    const ports = ['--port', '0', '--aws-port', '0'];
    system = run('infra/dist/local/main.js', ports, { GATEWAY_ORIGINS: line.url });
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
