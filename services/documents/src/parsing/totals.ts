import Big from 'big.js';
import type {
  Decimal,
  DraftLine,
  DraftTotals,
  Finding,
  InvoiceDraft,
} from '../domain/invoice-draft.ts';

/** What Peppol allows between a line's amount and its quantity times price (rule R120). */
const lineSlack = new Big('0.02');

/** What an invoice's sums are, each as stated or, where it is not, as it follows. */
export type Sums = Required<
  Pick<DraftTotals, 'lines' | 'withoutTax' | 'tax' | 'withTax' | 'payable'>
>;

/**
 * Adds an invoice up again, exactly. Each sum is checked against what the invoice itself states before it, so that one
 * mistake is one finding.
 * @see EN 16931-1, rules BR-CO-10 to BR-CO-16
 */
export function addUp(draft: InvoiceDraft): { sums: Sums; findings: Finding[] } {
  const { lines, totals, allowances, charges, taxes } = draft;
  const findings: Finding[] = lines.flatMap(lineFinding);
  const settle = (code: string, expected: Big, stated: Decimal | undefined): Big => {
    if (stated === undefined || expected.eq(stated)) return expected;
    findings.push({ code, expected: expected.toFixed(), stated });
    return new Big(stated);
  };
  const ofLines = settle('lines-total-differs', sum(lines.map(amountOf)), totals.lines);
  const allowance = settle('allowances-differ', sum(allowances), totals.allowances);
  const charge = settle('charges-differ', sum(charges), totals.charges);
  const net = ofLines.minus(allowance).plus(charge);
  const withoutTax = settle('total-without-tax-differs', net, totals.withoutTax);
  const tax =
    taxes.length > 0 ? settle('tax-differs', sum(taxes), totals.tax) : new Big(totals.tax ?? 0);
  const withTax = settle('total-with-tax-differs', withoutTax.plus(tax), totals.withTax);
  const due = withTax.minus(totals.prepaid ?? 0).plus(totals.rounding ?? 0);
  const payable = settle('payable-differs', due, totals.payable);
  if (draft.format === 'ubl' && totals.payable === undefined) findings.push({ code: 'no-payable' });
  return {
    sums: {
      lines: ofLines.toFixed(),
      withoutTax: withoutTax.toFixed(),
      tax: tax.toFixed(),
      withTax: withTax.toFixed(),
      payable: payable.toFixed(),
    },
    findings,
  };
}

/** A line's amount as stated, else as it follows from quantity and price. */
export function amountOf(line: DraftLine): Decimal {
  return line.amount ?? computed(line)?.round(2).toFixed() ?? '0';
}

function lineFinding(line: DraftLine): Finding[] {
  const usual = computed(line);
  if (line.amount === undefined || usual === undefined) return [];
  // A return may be told by its amount alone; see `goodsOf`.
  const expected = line.amount.startsWith('-') ? usual.abs().neg() : usual;
  if (expected.minus(line.amount).abs().lte(lineSlack)) return [];
  const rounded = expected.round(2).toFixed();
  return [{ code: 'line-amount-differs', line: line.id, expected: rounded, stated: line.amount }];
}

function computed({ quantity, unitPrice, priceFor, adjustments }: DraftLine): Big | undefined {
  if (unitPrice === undefined) return undefined;
  const pieces = new Big(priceFor ?? 1);
  if (pieces.eq(0)) return undefined;
  return new Big(quantity).times(unitPrice).div(pieces).plus(sum(adjustments));
}

function sum(amounts: readonly Decimal[]): Big {
  return amounts.reduce((total, amount) => total.plus(amount), new Big(0));
}
