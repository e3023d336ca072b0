import { maxInvoiceLines } from '@waybill/contracts/document-events';
import { Refusal } from '../domain/refusal.ts';

/** Refuses an invoice of more lines than one event can carry. */
export function boundLines(count: number): void {
  if (count <= maxInvoiceLines) return;
  const most = maxInvoiceLines.toLocaleString('en');
  throw new Refusal('too-many-lines', `The invoice has more than ${most} lines; split it.`);
}

/** A file that is nested deeper, or has more parts, than an invoice ever has. */
export const tooComplex = (): Refusal =>
  new Refusal('too-complex', 'The file is nested deeper, or has more parts, than any invoice.');
