import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { breaches } from './imports.ts';

const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx'])
  .toString()
  .split('\n')
  // Git still lists a file that is removed and not committed yet.
  .filter((path) => existsSync(path) && path !== '' && !path.endsWith('.d.ts'));

describe('the import table', () => {
  it('holds for every file', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.flatMap((path) => breaches(path))).toEqual([]);
  });

  it.each([
    ['services/orders/src/domain/order.ts', "import '@waybill/runtime/clock';"],
    ['services/orders/src/domain/order.ts', "import 'node:fs';"],
    ['services/orders/src/domain/order.ts', "import '../app.ts';"],
    ['services/orders/src/http.ts', "import '@waybill/catalog/app';"],
    ['services/orders/src/app.ts', "import '@aws-sdk/client-sqs';"],
    ['services/orders/src/app.ts', "import '@waybill/testing/specification';"],
    ['services/orders/src/app.ts', "import '../../catalog/src/app.ts';"],
    ['services/shared/kernel/src/saga.ts', "import '@waybill/runtime/loop';"],
    ['services/shared/contracts/src/values.ts', "import '@waybill/kernel/decider';"],
    ['services/orders/src/order-desk.ts', "const late = await import('express');"],
    ['infra/topology.ts', "import '@waybill/orders/app';"],
  ])('refuses %s with %s', (path, text) => {
    expect(breaches(path, text)).toHaveLength(1);
  });

  it('refuses a file that fits no row', () => {
    expect(breaches('services/orders/extra/helper.ts', '')).toHaveLength(1);
  });
});
