import { badRequest, type SchemaType } from './registry.ts';

/**
 * Checks that content is what its type says, as far as the registry looks: well-formed JSON that
 * declares the right dialect. Nothing is ever checked against it.
 * @throws AwsError `BadRequestException`
 */
export function checkContent(content: string, type: SchemaType): void {
  const document = parse(content);
  if (type === 'OpenApi3') {
    const version = document['openapi'];
    if (typeof version !== 'string' || !version.startsWith('3.')) {
      throw badRequest('Content is not a valid OpenApi3 document: "openapi" must be 3.x.');
    }
  } else if (!/^http:\/\/json-schema\.org\/(draft-04\/)?schema#?$/.test(dialect(document))) {
    throw badRequest('Content is not a valid JSONSchemaDraft4 document: "$schema" says otherwise.');
  }
}

export function parseType(type: string): SchemaType {
  if (type === 'OpenApi3' || type === 'JSONSchemaDraft4') return type;
  throw badRequest(`Schema type ${type} is not supported: it is OpenApi3 or JSONSchemaDraft4.`);
}

function parse(content: string): Readonly<Record<string, unknown>> {
  let document: unknown;
  try {
    document = JSON.parse(content);
  } catch {
    throw badRequest('Content is not valid JSON.');
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw badRequest('Content is not a JSON object.');
  }
  return document as Readonly<Record<string, unknown>>;
}

function dialect(document: Readonly<Record<string, unknown>>): string {
  const declared = document['$schema'] ?? 'http://json-schema.org/draft-04/schema#';
  return typeof declared === 'string' ? declared : '';
}
