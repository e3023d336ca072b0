import { ublInvoice, type MadeInvoice } from '../../infra/local/scenario/ubl-invoice.ts';
import {
  animation,
  bytes,
  gifBomb,
  gzipBomb,
  half,
  picture,
  pngBomb,
  sparse,
  whole,
  type Make,
} from './made-files.ts';

/** A file that somebody may upload, and what must come of it. */
export interface BadFile {
  readonly name: string;
  /** Below `uploads/`. */
  readonly key: string;
  readonly make: Make;
  readonly outcome: string;
}

const ubl = (change: MadeInvoice = {}, key = 'invoices/a.xml') => ({
  key,
  make: bytes(ublInvoice(change)),
});
const csvHead = 'invoiceNumber,supplierId,currency,productId,quantity,unitPrice\n';
const csv = (rows: string | Buffer) => ({
  key: 'invoices/a.csv',
  make: bytes(Buffer.concat([Buffer.from(csvHead), Buffer.from(rows as string)])),
});
const json = (text: string) => ({ key: 'invoices/a.json', make: bytes(text) });
const rejected = (code: string) => `rejected: ${code}`;
const told = (...findings: string[]) => [...['told', ...findings], 'received'].join(' ');
const attributes = Array.from({ length: 500_000 }, (_, i) => `a${i}=""`).join(' ');
const laughs = ['lol', ...'a b c d e f g h i'.split(' ')].map((name, i, all) =>
  i === 0 ? `<!ENTITY ${name} "lol">` : `<!ENTITY ${name} "${`&${all[i - 1] ?? ''};`.repeat(10)}">`,
);

/** Pictures. */
const pictures: readonly BadFile[] = [
  {
    name: 'truncated JPEG',
    key: 'images/A.jpg',
    make: half(() => picture(2_000, 1_500).jpeg()),
    outcome: rejected('picture-broken'),
  },
  {
    name: 'truncated PNG',
    key: 'images/A.png',
    make: half(() => picture(800, 600).png()),
    outcome: rejected('picture-broken'),
  },
  {
    name: 'truncated AVIF',
    key: 'images/A.avif',
    make: half(() => picture(400, 300).avif({ effort: 0 })),
    outcome: rejected('picture-broken'),
  },
  {
    name: 'PNG named .jpg',
    key: 'images/A.jpg',
    make: whole(() => picture(400, 300).png()),
    outcome: 'processed 400x300 320x240 96x72',
  },
  {
    name: 'PDF named .jpg',
    key: 'images/A.jpg',
    make: bytes('%PDF-1.7'),
    outcome: rejected('wrong-type'),
  },
  {
    name: 'program named .png',
    key: 'images/A.png',
    make: bytes(Buffer.from('7f454c46020101', 'hex')),
    outcome: rejected('wrong-type'),
  },
  {
    name: 'PNG bomb, 20,000 × 20,000',
    key: 'images/A.png',
    make: pngBomb(20_000),
    outcome: rejected('too-many-pixels'),
  },
  {
    name: 'GIF of 65,535 × 65,535',
    key: 'images/A.gif',
    make: gifBomb,
    outcome: rejected('too-many-pixels'),
  },
  {
    name: 'JPEG of 50.4 megapixels',
    key: 'images/A.jpg',
    make: whole(() => picture(8_400, 6_000).jpeg({ quality: 20 })),
    outcome: rejected('too-many-pixels'),
  },
  {
    name: 'progressive JPEG of 49 megapixels',
    key: 'images/A.jpg',
    make: whole(() => picture(7_000, 7_000).jpeg({ quality: 20, progressive: true })),
    outcome: 'processed 960x960 320x320 96x96',
  },
  {
    name: 'WebP of 49 megapixels',
    key: 'images/A.webp',
    make: whole(() => picture(7_000, 7_000).webp({ quality: 20, effort: 0 })),
    outcome: 'processed 960x960 320x320 96x96',
  },
  {
    name: 'JPEG of 49 megapixels that lies on its side',
    key: 'images/A.jpg',
    make: whole(() => picture(8_000, 6_000).withMetadata({ orientation: 6 }).jpeg()),
    outcome: 'processed 720x960 240x320 72x96',
  },
  {
    name: 'PNG of 49 megapixels, 1 bit each',
    key: 'images/A.png',
    make: pngBomb(7_000),
    outcome: 'processed 960x960 320x320 96x96',
  },
  {
    name: 'CMYK JPEG',
    key: 'images/A.jpg',
    make: whole(() => picture(600, 400).toColourspace('cmyk').jpeg()),
    outcome: 'processed 600x400 320x213 96x64',
  },
  {
    name: 'animated GIF',
    key: 'images/A.gif',
    make: animation,
    outcome: 'processed 400x300 320x240 96x72',
  },
  {
    name: 'SVG with a script, named .png',
    key: 'images/A.png',
    make: bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    outcome: rejected('wrong-type'),
  },
  {
    name: 'picture of zero bytes',
    key: 'images/A.png',
    make: bytes(''),
    outcome: rejected('empty'),
  },
  {
    name: 'picture of 100 MB',
    key: 'images/A.jpg',
    make: sparse(100_000_000),
    outcome: rejected('too-large'),
  },
];

/** Invoices in XML. */
const xml: readonly BadFile[] = [
  {
    name: 'XML of 100 MB',
    key: 'invoices/a.xml',
    make: sparse(100_000_000),
    outcome: rejected('wrong-type'),
  },
  {
    name: 'XML of 100 MB of spaces',
    key: 'invoices/a.xml',
    make: bytes(Buffer.concat([Buffer.from('<a>'), Buffer.alloc(100_000_000, ' ')])),
    outcome: rejected('not-ubl'),
  },
  {
    name: 'invoice with 30 MB of attachment',
    ...ubl({ extra: `<cbc:X>${'QUJD'.repeat(7_500_000)}</cbc:X>` }),
    outcome: rejected('too-large'),
  },
  {
    name: 'invoice with 24 MB of attachment',
    ...ubl({ extra: `<cbc:X>${'QUJD'.repeat(6_000_000)}</cbc:X>` }),
    outcome: told(),
  },
  {
    name: 'XXE',
    ...ubl({ prologue: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', number: '&e;' }),
    outcome: rejected('doctype'),
  },
  {
    name: 'billion laughs',
    ...ubl({ prologue: `<!DOCTYPE x [${laughs.join('')}]>`, number: '&i;' }),
    outcome: rejected('doctype'),
  },
  {
    name: 'truncated XML',
    key: 'invoices/a.xml',
    make: bytes(ublInvoice().slice(0, 900)),
    outcome: rejected('xml-broken'),
  },
  {
    name: 'UTF-16 XML',
    key: 'invoices/a.xml',
    make: bytes(Buffer.from(`\ufeff${ublInvoice({ prologue: '' })}`, 'utf16le')),
    outcome: told(),
  },
  {
    name: 'a million elements deep',
    ...ubl({ extra: '<cbc:X>'.repeat(1_000_000) }),
    outcome: rejected('too-complex'),
  },
  {
    name: 'half a million attributes',
    ...ubl({ extra: `<cbc:X ${attributes}/>` }),
    outcome: rejected('too-complex'),
  },
  {
    name: 'million elements',
    ...ubl({ extra: '<cbc:X/>'.repeat(1_000_000) }),
    outcome: rejected('too-complex'),
  },
  {
    name: 'amounts of NaN',
    ...ubl({ lines: [{ amount: 'NaN' }] }),
    outcome: rejected('not-a-number'),
  },
  { name: 'unknown currency', ...ubl({ currency: 'EURO' }), outcome: rejected('currency-unknown') },
  {
    name: 'amount in another currency',
    key: 'invoices/a.xml',
    make: bytes(
      ublInvoice().replace('PriceAmount currencyID="EUR"', 'PriceAmount currencyID="USD"'),
    ),
    outcome: told('currency-differs'),
  },
  { name: 'wrong totals', ...ubl({ payable: '99.00' }), outcome: told('payable-differs') },
  {
    name: 'negative totals',
    ...ubl({ lines: [{ quantity: '-2', amount: '-20.00' }] }),
    outcome: told('total-negative'),
  },
  { name: 'invoice number of before', ...ubl({ number: 'BEFORE' }), outcome: 'duplicate' },
  {
    name: 'HTML named .xml',
    key: 'invoices/a.xml',
    make: bytes('<html><p>Hello</p></html>'),
    outcome: rejected('not-ubl'),
  },
];

/** Invoices in anything else. */
const others: readonly BadFile[] = [
  {
    name: 'CSV that is not UTF-8',
    ...csv(Buffer.from('1,S,EUR,LÄMP,1,1\n', 'latin1')),
    outcome: rejected('encoding-wrong'),
  },
  {
    name: 'CSV of a million lines',
    ...csv('1,S,EUR,LAMP,1,1\n'.repeat(1_000_000)),
    outcome: rejected('too-many-lines'),
  },
  {
    name: 'CSV of one endless row',
    ...csv('x'.repeat(20_000_000)),
    outcome: rejected('csv-broken'),
  },
  { name: 'JSON list instead of an object', ...json('[]'), outcome: rejected('fields-wrong') },
  {
    name: 'JSON of 24 MB of lists',
    ...json(`[${'[],'.repeat(8_000_000)}[]]`),
    outcome: rejected('too-complex'),
  },
  {
    name: 'JSON a million levels deep',
    ...json('['.repeat(1_000_000)),
    outcome: rejected('too-complex'),
  },
  {
    name: 'PDF',
    key: 'invoices/a.pdf',
    make: bytes('%PDF-1.7 trailer << >>'),
    outcome: rejected('wrong-type'),
  },
  {
    name: 'PDF with a password',
    key: 'invoices/a.pdf',
    make: bytes(`%PDF-1.7 ${'x'.repeat(20_000_000)} trailer << /Encrypt 5 0 R >>`),
    outcome: rejected('password-protected'),
  },
  {
    name: 'zip archive',
    key: 'invoices/a.zip',
    make: bytes(Buffer.from('504b0304140000000800', 'hex')),
    outcome: rejected('wrong-type'),
  },
  {
    name: 'zip archive with a password',
    key: 'invoices/a.zip',
    make: bytes(Buffer.from('504b0304140001000800', 'hex')),
    outcome: rejected('password-protected'),
  },
  {
    name: 'gzip bomb named .xml',
    key: 'invoices/a.xml',
    make: gzipBomb,
    outcome: rejected('wrong-type'),
  },
  {
    name: 'invoice of zero bytes',
    key: 'invoices/a.xml',
    make: bytes(''),
    outcome: rejected('empty'),
  },
];

export const badFiles: readonly BadFile[] = [...pictures, ...xml, ...others];
