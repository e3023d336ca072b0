import { Unavailable } from '@waybill/kernel/failure';
import { Problem } from '@waybill/runtime/http/problem';
import { parseExposition } from './domain/exposition.ts';
import { flowOf, isOfFlow, type Flow } from './domain/flow.ts';
import { keptBriefly } from './kept-briefly.ts';

const timeoutMs = 3_000;
const maxBytes = 16_000_000;
const keepMs = 1_000;

/** What flows, as the metrics at these addresses say it together. Asked for at most once a second, whoever wants it. */
export function createFlowMeter(
  urls: readonly string[],
  now: () => Date,
): () => Promise<Flow & { measuredAt: string }> {
  return keptBriefly(
    keepMs,
    () => now().getTime(),
    async () => {
      if (urls.length === 0) {
        throw new Problem(501, 'flow-not-configured', 'Set METRICS_URLS, and the flow is shown');
      }
      const texts = await Promise.all(urls.map(textOf));
      const samples = texts.flatMap((text) => parseExposition(text, isOfFlow));
      return { measuredAt: now().toISOString(), ...flowOf(samples) };
    },
  );
}

async function textOf(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw new Error(`it answers ${response.status}`);
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      bytes += part.byteLength;
      if (bytes > maxBytes) throw new Error(`it answers more than ${maxBytes} bytes`);
      parts.push(part);
    }
    return Buffer.concat(parts).toString();
  } catch (cause) {
    throw new Unavailable('the metrics at METRICS_URLS cannot be read', { cause });
  }
}
