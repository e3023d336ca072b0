import type { BusEvent } from './bus-event.ts';
import { renderTemplate } from './input-template.ts';
import { atPath } from './json-path.ts';
import {
  optionalStructure,
  optionalText,
  type Parameters,
  requiredText,
  validationError,
} from './parameters.ts';

export interface RuleName {
  readonly name: string;
  readonly arn: string;
}

/** Refuses input settings that contradict each other. */
export function checkInput(id: string, definition: Parameters): void {
  const transformer = optionalStructure(definition, 'InputTransformer');
  const input = optionalText(definition, 'Input');
  const given = [transformer, input, optionalText(definition, 'InputPath')];
  if (given.filter((setting) => setting !== undefined).length > 1) {
    throw validationError(
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`,
    );
  }
  if (transformer) requiredText(transformer, 'InputTemplate');
  if (input === undefined) return;
  try {
    JSON.parse(input);
  } catch {
    throw validationError(`Invalid Input for target ${id} : Reason: Input is not valid JSON.`);
  }
}

/**
 * The text that a target receives for an event.
 * @throws AwsError `INVALID_JSON` if a JSON template came out as something else.
 */
export function targetInput(definition: Parameters, event: BusEvent, rule: RuleName): string {
  const transformer = optionalStructure(definition, 'InputTransformer');
  if (transformer) return renderTemplate(transformer, event, rule);
  const input = optionalText(definition, 'Input');
  if (input !== undefined) return input;
  const path = optionalText(definition, 'InputPath');
  if (path === undefined || path === '$') return event.body;
  const part = atPath(event.envelope, path);
  return part === undefined ? event.body : JSON.stringify(part);
}
