/** Rows under their headings, each column as wide as its widest cell. */
export function columns(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings, ...rows].map((cells) => cells.map(plain));
  const widths = headings.map((_, i) => Math.max(...lines.map((cells) => cells[i]?.length ?? 0)));
  return lines
    .map((cells) => cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)))
    .map((cells) => cells.join('  ').trimEnd())
    .join('\n');
}

/** Text from elsewhere stays on its line, and cannot talk to the terminal. */
function plain(cell: string): string {
  // eslint-disable-next-line no-control-regex -- that is what must go
  return cell.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}
