import { Refusal } from '../domain/refusal.ts';

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** A currency's code. @throws Refusal for any that ISO 4217 does not know */
export function currencyOf(text: string | undefined): string {
  const code = text?.trim() ?? '';
  if (!currencies.has(code)) {
    throw new Refusal('currency-unknown', 'The currency is missing or not a code such as EUR.');
  }
  return code;
}

/** A name or number of something. @throws Refusal where it is missing or endless */
export function nameOf(text: string | undefined, what: string): string {
  const name = text?.trim() ?? '';
  if (name === '' || name.length > 100) {
    throw new Refusal(`${what.replaceAll(' ', '-')}-missing`, `The file names no ${what}.`);
  }
  return name;
}

/** A day as `2026-01-31`, if it is one. Nothing depends on it. */
export function dateOf(text: string | undefined): string | undefined {
  return /^\d{4}-\d{2}-\d{2}/.exec(text?.trim() ?? '')?.[0];
}
