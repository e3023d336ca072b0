import { AwsError } from '../emulator.ts';
import type { Request } from './engine.ts';

const tableArn = /^arn:[^:]+:dynamodb:[^:]*:[^:]*:table\/([^/]+)$/;

/** Parses a request. Where AWS takes a table's ARN for its name, the name replaces it. */
export function withTableNames(body: Buffer): Request {
  try {
    const text = body.toString();
    const parsed: unknown = text.includes(':table/')
      ? JSON.parse(text, plainName)
      : JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) return parsed as Request;
  } catch {
    // falls through to AWS's own answer
  }
  throw new AwsError('SerializationException', 'The request is not a JSON object');
}

function plainName(name: string, value: unknown): unknown {
  if (name !== 'TableName' || typeof value !== 'string') return value;
  return tableArn.exec(value)?.[1] ?? value;
}
