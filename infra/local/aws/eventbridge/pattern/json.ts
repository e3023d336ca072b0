export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first key of a match expression with its operand, as a streaming parser meets it. */
export function firstEntry(expression: JsonObject): [string, unknown] | undefined {
  return Object.entries(expression)[0];
}
