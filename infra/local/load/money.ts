/** A decimal as written, such as `2.55` or `-0.5`, in hundredths; `undefined` where that is not a whole number. */
export function parseMinorUnits(decimal: string): number | undefined {
  const [, sign = '', whole = '', fraction = ''] =
    /^(-?)(\d+)(?:\.(\d{1,2})0*)?$/.exec(decimal) ?? [];
  if (whole === '') return undefined;
  // The digits are joined as text, because 2.55 * 100 is 254.99999999999997.
  return Number(`${sign}${whole}${fraction.padEnd(2, '0')}`) + 0;
}

/** `5863556` as `58,635.56 GBP`. */
export function formatMoney(minorUnits: number, currency: string): string {
  const sign = minorUnits < 0 ? '-' : '';
  const digits = String(Math.abs(minorUnits)).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${whole}.${digits.slice(-2)} ${currency}`;
}
