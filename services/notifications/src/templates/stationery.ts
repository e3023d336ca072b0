import { Eta, type EtaConfig } from 'eta';
import { moneyFormat } from '../domain/money.ts';
import type { Occasion } from '../domain/occasion.ts';
import { wordingOf, type Style } from '../domain/wording.ts';
import { cancelledHtml, cancelledText } from './cancelled.ts';
import { letterheadHtml, letterheadText } from './letterhead.ts';
import { receivedHtml, receivedText } from './received.ts';
import { shippedHtml, shippedText } from './shipped.ts';

/** A mail as its recipient reads it. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Writes the letter for an occasion. */
export type Stationery = (occasion: Occasion) => Letter;

/** The shop's letters. Values are escaped in HTML, and are one line of plain text each everywhere. */
export function createStationery({ shopName, locale }: Omit<Style, 'money'>): Stationery {
  const style = { shopName, locale, money: moneyFormat(locale) };
  const html = templates(
    { autoEscape: true },
    { received: receivedHtml, shipped: shippedHtml, cancelled: cancelledHtml },
    letterheadHtml,
  );
  const text = templates(
    { autoEscape: false },
    { received: receivedText, shipped: shippedText, cancelled: cancelledText },
    letterheadText,
  );
  return (occasion) => {
    const wording = wordingOf(occasion, style);
    const { kind } = occasion;
    return { subject: wording.subject, text: text(kind, wording), html: html(kind, wording) };
  };
}

type Kind = Occasion['kind'];

/** Renders a kind's template within the letterhead. All are compiled now: a fault in one stops the start, not a mail. */
function templates(
  config: Partial<EtaConfig>,
  bodies: Readonly<Record<Kind, string>>,
  letterhead: string,
): (kind: Kind, data: object) => string {
  const eta = new Eta({ ...config, autoTrim: false });
  const kinds = Object.entries(bodies).map(([kind, body]) => [kind, eta.compile(body)] as const);
  const compiled = new Map<string, ReturnType<typeof eta.compile>>(kinds);
  const around = eta.compile(letterhead);
  return (kind, data) => {
    const template = compiled.get(kind);
    if (!template) throw new Error(`there is no template for ${kind}`);
    return eta.render(around, { ...data, body: eta.render(template, data) });
  };
}
