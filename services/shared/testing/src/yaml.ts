/** JSON's values as YAML 1.2 in blocks, as Prettier leaves it. For documents that are made, and never read back. */
export function yamlOf(value: unknown, indent = ''): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return value.map((item) => `\n${indent}- ${yamlOf(item, `${indent}  `).trimStart()}`).join('');
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    if (entries.length === 0) return '{}';
    return entries
      .map(([key, inner]) => {
        const text = yamlOf(inner, `${indent}  `);
        return `\n${indent}${scalar(key)}:${text.startsWith('\n') ? '' : ' '}${text}`;
      })
      .join('');
  }
  if (typeof value === 'string' && value.includes('\n')) {
    const lines = value.trimEnd().split('\n');
    return `|${lines.map((line) => `\n${indent}${line}`).join('')}`;
  }
  return typeof value === 'string' ? scalar(value) : String(value);
}

/** Plain where nothing can be mistaken for something else. */
function scalar(text: string): string {
  const isPlain =
    /^[A-Za-z/][A-Za-z0-9_/.-]*$/.test(text) && !/^(true|false|null|yes|no)$/i.test(text);
  return isPlain ? text : `'${text.replaceAll("'", "''")}'`;
}
