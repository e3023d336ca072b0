type Json = Readonly<Record<string, unknown>>;

/**
 * Why those who know only the released form would not understand the current one. Empty if they would:
 * it is the same, but for optional properties that were added.
 */
export function breaksOf(released: unknown, current: unknown, at = ''): string[] {
  if (!isObject(released) || !isObject(current)) {
    return JSON.stringify(released) === JSON.stringify(current)
      ? []
      : [`${at} was ${JSON.stringify(released)} and is ${JSON.stringify(current)}`];
  }
  if (released.type === 'object' && isObject(released.properties)) {
    return breaksOfObject(released, current, at);
  }
  const keys = new Set([...Object.keys(released), ...Object.keys(current)]);
  return [...keys].flatMap((key) => breaksOf(released[key], current[key], `${at}/${key}`));
}

function breaksOfObject(released: Json, current: Json, at: string): string[] {
  const { properties: oldOnes, required: oldRequired, ...oldRest } = released;
  const { properties: newOnes, required: newRequired, ...newRest } = current;
  const before = new Set(oldRequired as string[] | undefined);
  const after = new Set(newRequired as string[] | undefined);
  const inherited = isObject(newOnes) ? newOnes : {};
  return [
    ...breaksOf(oldRest, newRest, at),
    ...[...before].filter((name) => !after.has(name)).map((name) => `${at}/${name} was required`),
    ...[...after].filter((name) => !before.has(name)).map((name) => `${at}/${name} is required`),
    ...Object.entries(oldOnes as Json).flatMap(([name, schema]) =>
      breaksOf(schema, inherited[name], `${at}/${name}`),
    ),
  ];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}
