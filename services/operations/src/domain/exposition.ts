/** One sample of Prometheus's text format. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const sampleLine = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?$/;
const label = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const escapes: Readonly<Record<string, string>> = { n: '\n', '"': '"', '\\': '\\' };

/**
 * Reads samples of the text format (version 0.0.4, which federation answers with too). Lines that are none are left out.
 * Source: prometheus.io/docs/instrumenting/exposition_formats.
 */
export function parseExposition(text: string, wanted: (name: string) => boolean): Sample[] {
  return text.split('\n').flatMap((line) => {
    const [, name = '', labels = '', value = ''] = sampleLine.exec(line.trimEnd()) ?? [];
    if (name === '' || !wanted(name)) return [];
    const number = Number(value.replace(/^([+-]?)Inf$/i, '$1Infinity'));
    return Number.isNaN(number) ? [] : [{ name, labels: labelsIn(labels), value: number }];
  });
}

function labelsIn(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(label)].map(([, name = '', value = '']) => [
      name,
      value.replace(/\\(.)/g, (whole, char: string) => escapes[char] ?? whole),
    ]),
  );
}
