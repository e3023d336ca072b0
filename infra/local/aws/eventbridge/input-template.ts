import { AwsError } from '../emulator.ts';
import type { BusEvent } from './bus-event.ts';
import { atPath } from './json-path.ts';
import { optionalStructure, type Parameters, requiredText } from './parameters.ts';
import type { RuleName } from './target-input.ts';

/**
 * Fills in an InputTransformer's template. In a JSON template a placeholder outside quotes becomes
 * a JSON value, inside quotes a part of the string; what the event does not hold becomes nothing.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function renderTemplate(transformer: Parameters, event: BusEvent, rule: RuleName): string {
  const template = requiredText(transformer, 'InputTemplate');
  const isJson = /^\s*[{[]/.test(template);
  const value = variables(transformer, event, rule);
  let quoted = false;

  // An escaped character is taken whole, so that an escaped quote opens and closes nothing.
  const text = template.replace(/\\.|"|<([\w.-]+)>/gs, (part, name: string | undefined) => {
    if (part === '"') quoted = !quoted;
    if (name === undefined) return part;
    const filled = value(name);
    if (filled === undefined) return '';
    if (typeof filled === 'string') {
      const json = JSON.stringify(filled);
      return isJson && !quoted ? json : json.slice(1, -1);
    }
    const json = JSON.stringify(filled);
    return quoted ? JSON.stringify(json).slice(1, -1) : json;
  });

  if (isJson && !isValidJson(text)) {
    throw new AwsError('INVALID_JSON', 'The input transformer did not produce valid JSON.');
  }
  return text;
}

function variables(transformer: Parameters, event: BusEvent, rule: RuleName) {
  const paths = optionalStructure(transformer, 'InputPathsMap') ?? {};
  const predefined: Parameters = {
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': new Date(event.ingestedAt).toISOString(),
    'aws.events.event': { ...event.envelope, detail: undefined },
    'aws.events.event.json': event.envelope,
  };
  return (name: string): unknown =>
    name in predefined
      ? predefined[name]
      : Object.hasOwn(paths, name)
        ? atPath(event.envelope, String(paths[name]))
        : undefined;
}

function isValidJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
