import { DocumentRejected, ImageProcessed } from '@waybill/contracts/document-events';
import { decidesOnce, specification } from '@waybill/testing/specification';
import fc from 'fast-check';
import { InvoiceRead } from './document-facts.ts';
import { document } from './document.ts';

const given = specification(document);
const documentId = `document-${'a'.repeat(40)}`;
const read = (sequencer: string) =>
  ({
    ...{ documentId, sequencer, invoiceId: `invoice-${'b'.repeat(40)}` },
    outcome: 'received',
  }) as const;
const refused = (sequencer: string) => ({
  ...{ documentId, sequencer, key: 'uploads/invoices/a.xml' },
  ...{ code: 'empty', reason: 'The file is empty.' },
});
const picture = (sequencer: string) => ({
  ...{ documentId, sequencer, productId: 'LAMP', uploadedAt: '2026-01-01T00:00:00.000Z' },
  thumbnails: [{ size: 96, width: 96, height: 64, key: 'thumbnails/LAMP/96-x.webp' }],
});

describe('a document', () => {
  it('is read', () =>
    given()
      .when({ type: 'file', ...read('02') })
      .then(InvoiceRead(read('02'))));
  it('is read only once an upload', () =>
    given(InvoiceRead(read('02')))
      .when({ type: 'file', ...read('02') })
      .thenNothing());
  it('is what the newest upload is, whatever it was before', () =>
    given(DocumentRejected(refused('02')))
      .when({ type: 'illustrate', ...picture('03') })
      .then(ImageProcessed(picture('03'))));
  it('stays what the newest upload was when an older one comes late', () =>
    given(ImageProcessed(picture('03')))
      .when({ type: 'reject', ...refused('02') })
      .thenNothing());
  it('decides nothing twice', () => {
    const sequencer = fc.constantFrom('01', '02', '03');
    decidesOnce(
      document,
      sequencer.map((each) => ({ type: 'file' as const, ...read(each) })),
      sequencer.map((each) => ({ type: 'reject' as const, ...refused(each) })),
      sequencer.map((each) => ({ type: 'illustrate' as const, ...picture(each) })),
    );
  });
});
