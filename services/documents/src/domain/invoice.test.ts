import { InvoiceReceived } from '@waybill/contracts/document-events';
import { decidesOnce, specification } from '@waybill/testing/specification';
import fc from 'fast-check';
import { invoice } from './invoice.ts';

const given = specification(invoice);
const received = (document: string) => ({
  invoiceId: `invoice-${'b'.repeat(40)}`,
  documentId: `document-${document.repeat(40)}`,
  sequencer: '01',
  kind: 'invoice' as const,
  currency: 'EUR',
  payable: '12.5',
  goods: [{ productId: 'LAMP', quantity: 2 }],
  findings: [],
});

describe('an invoice', () => {
  it('is told', () =>
    given()
      .when({ type: 'receive', ...received('a') })
      .then(InvoiceReceived(received('a'))));
  it('is told only once, whatever brings it', () =>
    given(InvoiceReceived(received('a')))
      .when({ type: 'receive', ...received('b') })
      .thenNothing());
  it('decides nothing twice', () =>
    decidesOnce(
      invoice,
      fc.constantFrom('a', 'b').map((each) => ({ type: 'receive' as const, ...received(each) })),
    ));
});
