import { uploadOf } from './upload.ts';

describe('an upload', () => {
  it.each([
    ['uploads/invoices/a b+c ü.xml', { kind: 'invoice' }],
    ['uploads/invoices/2026/01/a.csv', { kind: 'invoice' }],
    ['uploads/invoices/', { kind: 'other' }],
    ['uploads/invoice.xml', { kind: 'other' }],
    ['uploads/notes.txt', { kind: 'other' }],
    ['elsewhere/images/LAMP.jpg', { kind: 'other' }],
    ['uploads/images/LAMP.jpg', { kind: 'image', productId: 'LAMP' }],
    ['uploads/images/LAMP-1.v2.PNG', { kind: 'image', productId: 'LAMP-1.v2' }],
    ['uploads/images/LAMP', { kind: 'image', productId: 'LAMP' }],
    ['uploads/images/a lamp.jpg', { kind: 'image' }],
    ['uploads/images/more/LAMP.jpg', { kind: 'image' }],
    [`uploads/images/${'x'.repeat(41)}.jpg`, { kind: 'image' }],
  ])('to %s is %j', (key, upload) => expect(uploadOf(key)).toEqual(upload));
});
