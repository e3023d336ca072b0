import { AwsError } from '../emulator.ts';
import { InvalidPattern } from './pattern/invalid-pattern.ts';
import { compilePattern, type EventPattern } from './pattern/pattern.ts';
import { validationError } from './parameters.ts';

/** A pattern as it was given, and ready to match. */
export interface CompiledPattern extends EventPattern {
  readonly text: string;
}

/** @throws AwsError `InvalidEventPatternException` with AWS's reason. */
export function parseEventPattern(text: string): CompiledPattern {
  if (text.length > 4_096) {
    throw validationError(
      "1 validation error detected: Value at 'eventPattern' failed to satisfy constraint: " +
        'Member must have length less than or equal to 4096',
    );
  }
  try {
    return { text, ...compilePattern(text) };
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error;
    throw new AwsError(
      'InvalidEventPatternException',
      `Event pattern is not valid. Reason: ${error.message}`,
    );
  }
}
