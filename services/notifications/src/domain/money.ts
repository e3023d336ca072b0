/** Money as people of a locale write it. */
export type MoneyFormat = (minorUnits: number, currency: string) => string;

/** @param locale BCP 47 */
export function moneyFormat(locale: string): MoneyFormat {
  const formats = new Map<string, Intl.NumberFormat>();
  return (minorUnits, currency) => {
    const format =
      formats.get(currency) ?? new Intl.NumberFormat(locale, { style: 'currency', currency });
    formats.set(currency, format);
    const { maximumFractionDigits = 2 } = format.resolvedOptions();
    return format.format(decimalOf(minorUnits, maximumFractionDigits));
  };
}

/** As text, because a fraction of large money is no exact number. */
function decimalOf(minorUnits: number, fractionDigits: number): Intl.StringNumericLiteral {
  const digits = String(minorUnits).padStart(fractionDigits + 1, '0');
  const point = digits.length - fractionDigits;
  return `${digits.slice(0, point)}.${digits.slice(point)}` as Intl.StringNumericLiteral;
}
