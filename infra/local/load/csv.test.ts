import { parseCsv } from './csv.ts';

const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const good = '536365,85123A,WHITE HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom';
const read = (...lines: string[]) => parseCsv('day.csv', lines.join('\n'));

describe('the CSV of a day', () => {
  it('is read row by row, each with its line', () => {
    expect(read(header, good)).toEqual([
      {
        line: 2,
        invoice: '536365',
        stockCode: '85123A',
        description: 'WHITE HEART',
        quantity: 6,
        date: '2010-12-01',
        unitPrice: 255,
        customer: '17850',
        country: 'United Kingdom',
      },
    ]);
  });

  it('may have quotes, a byte order mark, empty lines and Windows line ends', () => {
    const quoted = '536366,1,"HEART, ""BIG""",6,2010-12-01 08:26,2.5,,France';
    const rows = parseCsv('day.csv', `\uFEFF${header}\r\n\r\n${quoted}\r\n`);
    expect(rows).toMatchObject([{ description: 'HEART, "BIG"', unitPrice: 250, line: 3 }]);
    expect(rows[0]?.customer).toBeUndefined();
  });

  it('may order its columns otherwise, and have more of them', () => {
    const rows = read(
      'Extra,Country,CustomerID,UnitPrice,InvoiceDate,Quantity,Description,StockCode,InvoiceNo',
      'x,Norway,1,1.00,2010-12-01 08:26:00,2,CUP,A,7',
    );
    expect(rows).toMatchObject([{ invoice: '7', country: 'Norway', quantity: 2 }]);
  });

  it.each([
    [['']],
    [['InvoiceNo,StockCode']],
    [[header, '1,2,3']],
    [[header, good.replace('2010-12-01', '2010-02-30')]],
    [[header, good.replace('08:26', '28:26')]],
    [[header, good.replace(',6,', ',six,')]],
    [[header, good.replace(',6,', ',6.5,')]],
    [[header, good.replace('2.55', '2,55')]],
    [[header, good.replace('2.55', '1e3')]],
    [[header, good.replace('17850.0', 'anna')]],
    [[header, good.replace('85123A', '')]],
    [[header, good, good.replace('WHITE', '"WHITE')]],
  ])('%j is refused, naming the file', (lines) => {
    expect(() => read(...lines)).toThrow(/^day\.csv/);
    expect(() => read(...lines)).toThrow(expect.objectContaining({ exitCode: 2 }) as Error);
  });

  it('names the line and every wrong field, and every wrong row', () => {
    const bad = good.replace('2.55', 'free').replace(',6,', ',some,');
    expect(() => read(header, good, bad, bad)).toThrow(
      'day.csv:3: Quantity is wrong: "some"; UnitPrice is wrong: "free"\nday.csv:4: ',
    );
  });

  it('names the columns that are missing', () => {
    expect(() => read('InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Country')).toThrow(
      'day.csv:1: columns missing: UnitPrice, CustomerID',
    );
  });
});
