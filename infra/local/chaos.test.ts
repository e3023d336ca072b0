import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { run, type Run } from './scenario/process.ts';

const script = 'infra/dist/local/chaos.js';
const runs: Run[] = [];
const chaos = (...args: string[]) => {
  const one = run(script, args);
  runs.push(one);
  return one.ended;
};

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['build.mjs']);
});

afterAll(() => {
  for (const { child } of runs) child.kill('SIGTERM');
});

describe('every service as processes of its own', () => {
  it('keeps every invariant while pods are killed each second, scaled, and the streams resharded', async () => {
    const { code, out, err } = await chaos('--seed', '20101201');
    expect({ code, err, out: code === 0 ? '' : out }).toEqual({ code: 0, err: '', out: '' });
    expect(out).toMatch(/Reconciled: 32 orders\./);
    const verdicts = [...out.matchAll(/^(holds |BROKEN) {2}([\w ]+?) {2,}/gm)];
    expect(verdicts.map(([, how = '', what = '']) => `${how.trim()} ${what}`)).toEqual(
      [
        ...['orders', 'money', 'stock', 'charges', 'mails', 'read model', 'sagas'],
        ...['figures', 'goods', 'pictures', 'queues', 'dead letters', 'pods'],
      ].map((what) => `holds ${what}`),
    );
    expect(out.match(/ s {2}kill {3}\w+-\d+$/gm)?.length).toBeGreaterThan(5);
    for (const service of ['documents', 'inventory', 'catalog', 'analytics']) {
      expect(out).toMatch(new RegExp(` s  kill   ${service}-\\d+$`, 'm'));
    }
    for (const service of ['relay', 'inventory']) {
      expect(out).toMatch(new RegExp(`scaled ${service} to 3[^]*scaled ${service} to 1`));
    }
    for (const stream of ['changes', 'order-changes']) {
      expect(out).toMatch(new RegExp(`split {2}${stream}: 3[^]*merge {2}${stream}: 1`));
    }
    expect(out).toMatch(/Every invariant holds \(seed 20101201/);
  }, 180_000);

  it('says in one line what is wrong with its file, and exits with 2', async () => {
    const { code, err } = await chaos('no-such-day.csv');
    expect({ code, err }).toEqual({ code: 2, err: 'no-such-day.csv: there is no such file\n' });
  });
});
