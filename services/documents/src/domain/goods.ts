import { ProductId, Quantity, type ProductQuantity } from '@waybill/contracts/values';
import { violations } from '@waybill/contracts/validation';
import type { DraftLine, Finding, InvoiceDraft } from './invoice-draft.ts';

/**
 * What of an invoice can be taken into stock, each product once, and why the rest cannot.
 * @param total with tax
 */
export function goodsOf(
  { kind, lines }: Pick<InvoiceDraft, 'kind' | 'lines'>,
  total: string,
): { goods: ProductQuantity[]; findings: Finding[] } {
  if (kind === 'credit-note') return { goods: [], findings: [{ code: 'credit-note' }] };
  // A supplier who owes money on the whole has taken goods back.
  if (total.startsWith('-')) {
    return { goods: [], findings: [{ code: 'total-negative', stated: total }] };
  }
  const quantities = new Map<string, number>();
  const findings: Finding[] = [];
  for (const line of lines) {
    const productId = productOf(line);
    const code = productId === undefined ? 'product-missing' : unbookable(line);
    if (code !== undefined || productId === undefined) {
      findings.push({ code: code ?? 'product-missing', line: line.id });
      continue;
    }
    quantities.set(productId, (quantities.get(productId) ?? 0) + Number(line.quantity));
  }
  const all = [...quantities].map(([productId, quantity]) => ({ productId, quantity }));
  const isBookable = ({ quantity }: ProductQuantity) => violations(Quantity, quantity).length === 0;
  const tooMany = all.filter((each) => !isBookable(each));
  return {
    goods: all.filter(isBookable),
    findings: [
      ...findings,
      ...tooMany.map(({ quantity }) => ({
        code: 'quantity-too-large',
        stated: String(quantity),
      })),
    ],
  };
}

/** The first of a line's names that can be one of a product. */
export function productOf({ names }: DraftLine): string | undefined {
  return names.find((name) => violations(ProductId, name).length === 0);
}

function unbookable({ quantity, amount }: DraftLine): string | undefined {
  if (quantity.includes('.')) return 'quantity-not-whole';
  // What the supplier gives money for has gone back to him.
  if (amount?.startsWith('-') === true) return 'line-returned';
  return Number(quantity) > 0 ? undefined : 'quantity-not-positive';
}
