const formats = new Map<string, Intl.NumberFormat>();

/** Money in the visitor's way of writing it. @param minorUnits whole pence, cents … */
export function money(minorUnits: number, currency: string): string {
  const format =
    formats.get(currency) ?? new Intl.NumberFormat(undefined, { style: 'currency', currency });
  formats.set(currency, format);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minorUnits / 10 ** digits);
}
