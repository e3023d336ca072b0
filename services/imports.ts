import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { preProcessFile } from 'typescript';
import { importTable, type Layer } from './import-table.ts';

/** What a file imports against the table, as `file:line: …` sentences. `path` is from the repository's root. */
export function breaches(path: string, text = readFileSync(path, 'utf8')): string[] {
  const layer = importTable.find(({ files }) => files.test(path));
  if (!layer) return [`${path}:1: fits no row of the import table`];
  return preProcessFile(text, true, true).importedFiles.flatMap(({ fileName, pos }) => {
    if (isAllowed(layer, path, fileName)) return [];
    const line = text.slice(0, pos).split('\n').length;
    return [`${path}:${line}: ${layer.name} may not import ${fileName}`];
  });
}

function isAllowed(layer: Layer, path: string, specifier: string): boolean {
  if (specifier.startsWith('.')) {
    const target = normalize(join(dirname(path), specifier));
    const source = sourceOf(path);
    if (layer.name === 'tests') return true;
    if (target.endsWith('.test.ts')) return false;
    if (path.startsWith('infra/')) return target.startsWith('infra/');
    // Tests of adapters need the AWS that they adapt to, and benchmarks what they measure.
    if (layer.name === 'testing' && target.startsWith('infra/local/')) return true;
    if (layer.name === 'bench' && /^(infra|bench)\//.test(target)) return true;
    if (!target.startsWith(source)) return false;
    return (layer.own ?? /./).test(target.slice(source.length));
  }
  const rules = specifier.startsWith('@waybill/') ? layer.modules : layer.packages;
  return rules.test(specifier);
}

/** The folder that a file may reach by relative imports. */
function sourceOf(path: string): string {
  return /^.*?\/(src|page)\//.exec(path)?.[0] ?? `${dirname(path)}/`;
}
