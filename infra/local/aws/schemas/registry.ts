import { accountId, AwsError, region } from '../emulator.ts';

export type SchemaType = 'OpenApi3' | 'JSONSchemaDraft4';

export interface SchemaVersion {
  readonly number: string;
  readonly type: SchemaType;
  readonly content: string;
  readonly createdAt: Date;
}

export interface Schema {
  readonly name: string;
  readonly arn: string;
  description?: string;
  modifiedAt: Date;
  /** Oldest first; never empty. Numbers of deleted versions are not used again. */
  versions: SchemaVersion[];
  lastNumber: number;
  tags: Record<string, string>;
}

export interface Registry {
  readonly name: string;
  readonly arn: string;
  description?: string;
  readonly schemas: Map<string, Schema>;
  tags: Record<string, string>;
}

export type Registries = Map<string, Registry>;

export function schemasArn(resource: string): string {
  return `arn:aws:schemas:${region}:${accountId}:${resource}`;
}

export function badRequest(message: string): AwsError {
  return new AwsError('BadRequestException', message, 400);
}

export function conflict(message: string): AwsError {
  return new AwsError('ConflictException', message, 409);
}

export function notFound(message: string): AwsError {
  return new AwsError('NotFoundException', message, 404);
}

export function existingRegistry(registries: Registries, name: string): Registry {
  const registry = registries.get(name);
  if (!registry) throw notFound(`Registry with name ${name} does not exist.`);
  return registry;
}

export function existingSchema(registry: Registry, name: string): Schema {
  const schema = registry.schemas.get(name);
  if (!schema) throw notFound(`Schema with name ${name} does not exist.`);
  return schema;
}

/** The version asked for, or the latest. */
export function existingVersion(schema: Schema, number?: string): SchemaVersion {
  const version =
    number === undefined
      ? schema.versions.at(-1)
      : schema.versions.find((candidate) => candidate.number === number);
  if (!version) throw notFound(`Schema version ${String(number)} does not exist.`);
  return version;
}
