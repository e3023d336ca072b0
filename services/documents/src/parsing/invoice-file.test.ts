import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { goodsOf } from '../domain/goods.ts';
import { Refusal } from '../domain/refusal.ts';
import { ublInvoice } from '../../../../infra/local/scenario/ubl-invoice.ts';
import { parseInvoice } from './invoice-file.ts';
import { addUp } from './totals.ts';

async function* chunksOf(text: string | Buffer, bytes = 100): AsyncGenerator<Uint8Array, void> {
  const all = Buffer.from(text as string);
  for (let at = 0; at < all.length; at += bytes)
    yield await Promise.resolve(all.subarray(at, at + bytes));
}
const parse = (text: string | Buffer) => parseInvoice(chunksOf(text));
async function read(text: string | Buffer) {
  const draft = await parse(text);
  const { sums, findings } = addUp(draft);
  const { goods, findings: unbooked } = goodsOf(draft, sums.withTax);
  return { ...draft, sums, goods, codes: [...findings, ...unbooked].map(({ code }) => code) };
}
async function refusalOf(text: string | Buffer): Promise<string> {
  const error: unknown = await parse(text).catch((thrown: unknown) => thrown);
  if (error instanceof Refusal) return error.code;
  throw new Error(`not refused: ${JSON.stringify(error)}`);
}

const columns = 'invoiceNumber,supplierId,currency,productId,quantity,unitPrice';
const json = {
  ...{ invoiceNumber: 'J-1', supplier: { id: 'S-1' }, currency: 'EUR', payable: '30.03' },
  lines: [{ productId: 'LAMP', quantity: 3, unitPrice: '10.01' }],
};

describe('a UBL invoice', () => {
  it('is read, whatever the size of the chunks that cut its characters', async () => {
    const text = ublInvoice({ number: 'Nº 1 – ü' });
    const draft = await parse(text);
    expect(draft).toMatchObject({ number: 'Nº 1 – ü', currency: 'EUR', issueDate: '2026-01-31' });
    expect(await parseInvoice(chunksOf(text, 1))).toEqual(draft);
    expect(draft.supplier).toEqual({ id: 'DE123456789', name: 'Lamp Works' });
    expect((await read(text)).goods).toEqual([
      { productId: 'LAMP', quantity: 2 },
      { productId: 'VASE', quantity: 1 },
    ]);
    expect((await read(text)).codes).toEqual([]);
  });

  it('may have any prefixes', async () => {
    const text = ublInvoice().replaceAll('cbc:', 'x:').replaceAll('xmlns:cbc', 'xmlns:x');
    expect((await read(text)).sums.payable).toBe('25.5');
  });

  it('may be UTF-16, or what its declaration says', async () => {
    const utf16 = Buffer.from(`\ufeff${ublInvoice({ number: 'ü' })}`, 'utf16le');
    expect((await parse(utf16)).number).toBe('ü');
    const prologue = '<?xml version="1.0" encoding="ISO-8859-1"?>';
    const latin = Buffer.from(ublInvoice({ number: 'ü', prologue }), 'latin1');
    expect((await parse(latin)).number).toBe('ü');
  });

  it('that does not add up has a finding for each mistake, and no more', async () => {
    expect((await read(ublInvoice({ payable: '99' }))).codes).toEqual(['payable-differs']);
    const wrongLine = ublInvoice({ lines: [{ amount: '21.00' }] });
    expect((await read(wrongLine)).codes).toEqual(['line-amount-differs']);
  });

  it('names a product by the buyer’s name before the seller’s and the standard’s', async () => {
    const other = (kind: string) =>
      `<cac:${kind}ItemIdentification><cbc:ID>${kind}</cbc:ID></cac:${kind}ItemIdentification>`;
    const text = ublInvoice({ lines: [{}] }).replace(
      '<cac:SellersItem',
      `${other('Standard')}${other('Buyers')}<cac:SellersItem`,
    );
    expect((await parse(text)).lines[0]?.names).toEqual(['Buyers', 'LAMP', 'Standard']);
  });

  it.each([
    ['xml-broken', ublInvoice().slice(0, 900)],
    ['xml-broken', ublInvoice({ extra: '&undefined;' })],
    ['doctype', ublInvoice({ prologue: '<!DOCTYPE Invoice SYSTEM "http://evil.example/x">' })],
    ['not-ubl', '<html></html>'],
    ['not-a-number', ublInvoice({ lines: [{ amount: 'NaN' }] })],
    ['currency-unknown', ublInvoice({ currency: 'EURO' })],
    ['too-complex', ublInvoice({ extra: '<cbc:X>'.repeat(40) })],
    ['too-complex', ublInvoice({ extra: `<cbc:X ${many('a', 40)}/>` })],
    ['encoding-unknown', ublInvoice({ prologue: '<?xml version="1.0" encoding="klingon"?>' })],
    ['encoding-wrong', Buffer.from(ublInvoice({ number: 'ü' }), 'latin1')],
    ['too-many-lines', ublInvoice({ lines: Array.from({ length: 2_001 }, () => ({})) })],
    ['invoice-number-missing', ublInvoice({ number: ' ' })],
  ])('is refused for %s', async (code, text) => expect(await refusalOf(text)).toBe(code));
});

function many(name: string, count: number): string {
  return Array.from({ length: count }, (_, i) => `${name}${i}="x"`).join(' ');
}

describe('an invoice as CSV', () => {
  it.each([',', ';', '\t'])('may separate its columns by %j', async (separator) => {
    const rows = `\ufeff${columns}\r\nC-1,S-1,EUR,LAMP,3,10.01\r\nC-1,S-1,EUR,"VASE",1,0.5\r\n`;
    const { goods, sums, codes } = await read(rows.replaceAll(',', separator));
    expect([goods.length, sums.payable, codes]).toEqual([2, '30.53', []]);
  });

  it.each([
    ['columns-missing', 'a,b\n1,2\n'],
    ['csv-broken', `${columns}\nC-1,S-1,EUR,LAMP,3\n`],
    ['csv-broken', `${columns}\nC-1,S-1,EUR,"LAMP${'x'.repeat(20_000)}`],
    ['several-invoices', `${columns}\nC-1,S-1,EUR,LAMP,3,1\nC-2,S-1,EUR,LAMP,3,1\n`],
    ['not-a-number', `${columns}\nC-1,S-1,EUR,LAMP,3,"1,5"\n`],
    ['no-lines', `${columns}\n`],
    ['encoding-wrong', Buffer.from(`${columns}\nC-1,S-1,EUR,LÄMP,3,1\n`, 'latin1')],
  ])('is refused for %s', async (code, text) => expect(await refusalOf(text)).toBe(code));
});

describe('an invoice as JSON', () => {
  it('is read, its numbers exact', async () => {
    expect(await read(JSON.stringify(json))).toMatchObject({
      ...{ format: 'json', number: 'J-1', codes: [] },
      goods: [{ productId: 'LAMP', quantity: 3 }],
      sums: { payable: '30.03' },
    });
  });

  it.each([
    ['json-broken', '{"invoiceNumber": '],
    ['fields-wrong', '[]'],
    ['fields-wrong', JSON.stringify({ ...json, lines: [] })],
    ['not-a-number', JSON.stringify({ ...json, payable: 'NaN' })],
    ['too-complex', '['.repeat(100_000)],
    ['too-complex', `[${'1,'.repeat(200_000)}1]`],
  ])('is refused for %s', async (code, text) => expect(await refusalOf(text)).toBe(code));
});

describe('a file that is no invoice', () => {
  it.each([
    ['empty', ''],
    ['empty', ' \n '],
    ['wrong-type', '%PDF-1.7 …'],
    ['password-protected', `%PDF-1.7 ${'x'.repeat(5_000)} trailer << /Encrypt 5 0 R >>`],
    ['wrong-type', Buffer.from('504b0304140000000800', 'hex')],
    ['password-protected', Buffer.from('504b0304140001000800', 'hex')],
    ['wrong-type', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['wrong-type', Buffer.from('0102000304', 'hex')],
  ])('is refused for %s', async (code, text) => expect(await refusalOf(text)).toBe(code));
});

const shared = '../shared/data/ubl-invoices/';
const isShared = existsSync(shared);
describe('the examples of EN 16931', () => {
  const expected: Readonly<Record<string, unknown[]>> = {
    'BIS3_Invoice_positive.XML': ['invoice', 'DKK', '782179.43', 1, []],
    'guide-example3.xml': ['invoice', 'DKK', '1125', 0, ['line-amount-differs', 'product-missing']],
    'ubl-tc434-creditnote1.xml': ['credit-note', 'EUR', '100.11', 0, ['credit-note']],
    'ubl-tc434-example1.xml': ['invoice', 'EUR', '250.33', 19, ['line-returned']],
    'ubl-tc434-example3.xml': [
      ...['invoice', 'DKK', '2005', 0],
      ['line-amount-differs', 'product-missing'],
    ],
    'ubl-tc434-example5.xml': ['invoice', 'DKK', '2337.5', 3, []],
  };

  (isShared ? it : it.skip)('all are read and add up', async () => {
    const found: Record<string, unknown[]> = {};
    for (const name of readdirSync(shared)) {
      const draft = await parseInvoice(createReadStream(shared + name));
      const { sums, findings } = addUp(draft);
      const { goods, findings: unbooked } = goodsOf(draft, sums.withTax);
      const codes = [...new Set([...findings, ...unbooked].map(({ code }) => code))];
      found[name] = [draft.kind, draft.currency, sums.payable, goods.length, codes];
    }
    expect(found).toEqual(expected);
  });
});
