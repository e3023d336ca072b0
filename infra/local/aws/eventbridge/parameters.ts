import { AwsError } from '../emulator.ts';

/** A request's or a structure's members, as parsed from JSON and not yet trusted. */
export type Parameters = Readonly<Record<string, unknown>>;

/** Answers one operation of the API; throws AwsError. */
export type Operation = (request: Parameters) => object;

export function validationError(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

export function isStructure(value: unknown): value is Parameters {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function optionalText(from: Parameters, name: string): string | undefined {
  const value = from[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw wrongType(name, 'a string');
  return value;
}

export function requiredText(from: Parameters, name: string): string {
  const value = optionalText(from, name);
  if (value === undefined || value === '') throw missing(name);
  return value;
}

/** Seconds, counts and timestamps: JSON 1.1 carries them all as numbers. */
export function optionalNumber(from: Parameters, name: string): number | undefined {
  const value = from[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number') throw wrongType(name, 'a number');
  return value;
}

export function requiredNumber(from: Parameters, name: string): number {
  const value = optionalNumber(from, name);
  if (value === undefined) throw missing(name);
  return value;
}

export function optionalStructure(from: Parameters, name: string): Parameters | undefined {
  const value = from[name];
  if (value === undefined || value === null) return undefined;
  if (!isStructure(value)) throw wrongType(name, 'a structure');
  return value;
}

export function structures(from: Parameters, name: string): Parameters[] {
  return list(from, name).map((element) => {
    if (!isStructure(element)) throw wrongType(name, 'a list of structures');
    return element;
  });
}

export function texts(from: Parameters, name: string): string[] {
  return list(from, name).map((element) => {
    if (typeof element !== 'string') throw wrongType(name, 'a list of strings');
    return element;
  });
}

function list(from: Parameters, name: string): unknown[] {
  const value = from[name] ?? [];
  if (!Array.isArray(value)) throw wrongType(name, 'a list');
  return value as unknown[];
}

function missing(name: string): AwsError {
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  return validationError(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: ` +
      'Member must not be null',
  );
}

function wrongType(name: string, wanted: string): AwsError {
  return new AwsError('SerializationException', `${name} must be ${wanted}`);
}
