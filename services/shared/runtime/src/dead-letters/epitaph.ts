/** What our consumers say about a message that they bury, and the bus about an event that it cannot deliver. */
const epitaph = new Set([
  'Reason',
  'Service',
  'Stack',
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
  'RULE_ARN',
  'TARGET_ARN',
  'ERROR_CODE',
  'ERROR_MESSAGE',
  'EXHAUSTED_RETRY_CONDITION',
  'RETRY_ATTEMPTS',
]);

/** The attributes that a message had before it died. */
export function withoutEpitaph<Value>(
  attributes: Readonly<Record<string, Value>>,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !epitaph.has(name)));
}
