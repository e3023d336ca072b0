import { parseEventPattern } from './event-pattern.ts';
import { isStructure, type Operation, requiredText, validationError } from './parameters.ts';
import { eventFields } from './pattern/event-fields.ts';

const requiredFields = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];

/** TestEventPattern: whether a whole event, envelope and all, matches a pattern. */
export const testEventPattern: Operation = (request) => {
  const pattern = parseEventPattern(requiredText(request, 'EventPattern'));
  const event = parseEvent(requiredText(request, 'Event'));
  return { Result: pattern.matches(eventFields(event)) };
};

function parseEvent(text: string) {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch {
    event = undefined;
  }
  if (!isStructure(event)) {
    throw validationError('Parameter Event is not valid. Reason: It must be a JSON object.');
  }
  const missing = requiredFields.filter((field) => !Object.hasOwn(event, field));
  if (missing.length > 0) {
    throw validationError(
      `Parameter Event is not valid. Reason: Missing required field(s): ${missing.join(', ')}`,
    );
  }
  return event;
}
