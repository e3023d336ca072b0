import type { Condition } from './table.ts';

/** A condition as DynamoDB is told it; nothing where there is none. */
export function conditionOf(condition: Condition | undefined) {
  if (!condition) return {};
  const equal = Object.entries(condition.equal ?? {});
  const below = Object.entries(condition.below ?? {});
  const absent = condition.absent === undefined ? [] : [condition.absent];
  const fields = [...equal, ...below].map(([field]) => field);
  const names = [...fields, ...absent].map((field, i) => [`#n${i}`, field]);
  const values = [...equal, ...below].map(([, value], i) => [`:v${i}`, value]);
  const parts = [
    ...equal.map((_, i) => `#n${i} = :v${i}`),
    ...below.map((_, i) => {
      const at = equal.length + i;
      return `(attribute_not_exists(#n${at}) OR #n${at} < :v${at})`;
    }),
    ...absent.map(() => `attribute_not_exists(#n${fields.length})`),
  ];
  if (parts.length === 0) return {};
  return {
    ConditionExpression: parts.join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(names) as Record<string, string>,
    ...(values.length > 0 && {
      ExpressionAttributeValues: Object.fromEntries(values) as Record<string, string | number>,
    }),
  };
}
