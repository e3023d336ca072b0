import { useRef } from 'react';
import type { Flow } from './answers.ts';
import { ratesBetween, type Rates } from './rates.ts';

const windowMs = 60_000;

/** Rates over the last minute of looks, or over as much of it as was looked at. */
export function useRates(flow: Flow | undefined): Rates | undefined {
  const looks = useRef<Flow[]>([]);
  if (flow === undefined) return undefined;
  const kept = looks.current;
  const now = Date.parse(flow.measuredAt);
  // Nobody looked for a while: what happened meanwhile is not of the last minute.
  if (now - Date.parse(kept.at(-1)?.measuredAt ?? '') > windowMs) kept.length = 0;
  if (kept.at(-1)?.measuredAt !== flow.measuredAt) kept.push(flow);
  const from = now - windowMs;
  while (kept.length > 2 && Date.parse(kept[1]?.measuredAt ?? '') <= from) kept.shift();
  return ratesBetween(kept[0] ?? flow, flow);
}
