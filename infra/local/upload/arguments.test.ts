import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseUpload } from './arguments.ts';

const folder = mkdtempSync(join(tmpdir(), 'upload-'));
const file = (name: string): string => {
  const path = join(folder, name);
  writeFileSync(path, 'x');
  return path;
};
const [lamp, invoice, odd] = [file('LAMP.jpg'), file('a b+ü.xml'), file('my lamp.png')];

function keysOf(...argv: string[]): string[] {
  const order = parseUpload(argv, {});
  return order === 'help' ? [] : order.files.map(({ key }) => key);
}

describe('the command line of an upload', () => {
  it('tells pictures from invoices by their extension, or is told', () => {
    expect(keysOf(lamp, invoice)).toEqual([
      'uploads/images/LAMP.jpg',
      'uploads/invoices/a b+ü.xml',
    ]);
    expect(keysOf(lamp, '--as', 'invoice')).toEqual(['uploads/invoices/LAMP.jpg']);
    expect(keysOf(odd, '--product', 'LAMP')).toEqual(['uploads/images/LAMP.png']);
  });

  it('finds AWS where it is told, else where npm start has it', () => {
    const at = (argv: string[], environment = {}) => parseUpload([lamp, ...argv], environment);
    expect(at([])).toMatchObject({ endpoint: 'http://127.0.0.1:4566', stage: 'local' });
    const elsewhere = { AWS_ENDPOINT_URL: 'http://aws:1', STAGE: 'dev' };
    expect(at([], elsewhere)).toMatchObject({ endpoint: 'http://aws:1', stage: 'dev' });
    expect(at(['--aws-port', '5'], elsewhere)).toMatchObject({ endpoint: 'http://127.0.0.1:5' });
  });

  it.each([
    [[], /Name a file/],
    [['none.xml'], /no file none\.xml/],
    [[folder], /not a file/],
    [[lamp, '--as', 'letter'], /--as is/],
    [[odd], /"my lamp" is no product id/],
    [[lamp, invoice, '--product', 'A'], /one picture/],
    [[lamp, '--aws-port', 'x'], /--aws-port/],
    [[lamp, '--colour', 'red'], /colour/],
  ])('refuses %j', (argv, message) => expect(() => parseUpload(argv, {})).toThrow(message));
});
