import { CsvError, parse } from 'csv-parse/sync';
import { excerpt, Failure } from './failure.ts';
import { columns, parseRow, type Fields, type Row } from './row.ts';

interface Line {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Reads the text of an "Online Retail" CSV. Throws a `Failure` naming file and line of what is wrong. */
export function parseCsv(file: string, text: string): Row[] {
  const [header, ...lines] = split(file, text);
  if (header === undefined) throw new Failure(`${file}: the file is empty`, 2);
  const missing = columns.filter((column) => !header.record.includes(column));
  if (missing.length > 0) {
    const name = missing.length === 1 ? 'column' : 'columns';
    throw new Failure(`${file}:${header.info.lines}: ${name} missing: ${missing.join(', ')}`, 2);
  }

  const rows: Row[] = [];
  const problems: string[] = [];
  for (const { record, info } of lines) {
    const parsed =
      record.length === header.record.length
        ? parseRow(byColumn(header.record, record), info.lines)
        : { problems: [`${record.length} fields, but ${header.record.length} columns`] };
    if (!('problems' in parsed)) rows.push(parsed);
    else problems.push(`${file}:${info.lines}: ${parsed.problems.join('; ')}`);
  }
  if (problems.length > 0) throw new Failure(excerpt(problems, 10).join('\n'), 2);
  return rows;
}

function split(file: string, text: string): Line[] {
  try {
    // Counting the fields ourselves gives every short row its line, instead of ending at the first.
    const options = { info: true, bom: true, skip_empty_lines: true, relax_column_count: true };
    return parse(text, options) as unknown as Line[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error ? `:${String(error.lines)}` : '';
    throw new Failure(`${file}${line}: this is no valid CSV: ${error.message}`, 2);
  }
}

function byColumn(header: readonly string[], record: readonly string[]): Fields {
  const entries = columns.map((column) => [column, record[header.indexOf(column)]?.trim() ?? '']);
  return Object.fromEntries(entries) as Fields;
}
