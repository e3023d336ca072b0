import type { Call } from './call.ts';
import { checkContent, parseType } from './content.ts';
import { listing } from './listing.ts';
import {
  conflict,
  existingRegistry,
  existingSchema,
  existingVersion,
  type Registries,
  type Registry,
  type Schema,
  schemasArn,
  type SchemaType,
  type SchemaVersion,
} from './registry.ts';
import { route, type Route } from './route.ts';

const registryPath = '/v1/registries/name/{registry}/schemas';
const schemaPath = `${registryPath}/name/{schema}`;

/** What creates, reads, changes, finds and deletes schemas. */
export function schemaRoutes(registries: Registries): Route[] {
  const registry = (call: Call): Registry => existingRegistry(registries, call.path('registry'));
  const schema = (call: Call): Schema => existingSchema(registry(call), call.path('schema'));

  function create(call: Call) {
    const { name: registryName, schemas } = registry(call);
    const name = call.path('schema');
    if (schemas.has(name)) throw conflict(`Schema with name ${name} already exists.`);
    const created: Schema = {
      name,
      arn: schemasArn(`schema/${registryName}/${name}`),
      description: call.text('Description'),
      modifiedAt: new Date(),
      versions: [],
      lastNumber: 0,
      tags: call.tags(),
    };
    addVersion(created, call.requiredText('Content'), parseType(call.requiredText('Type')));
    schemas.set(name, created);
    return described(created);
  }

  function update(call: Call) {
    const updated = schema(call);
    const latest = existingVersion(updated);
    const content = call.text('Content') ?? latest.content;
    const type = parseType(call.text('Type') ?? latest.type);
    if (content !== latest.content || type !== latest.type) addVersion(updated, content, type);
    updated.description = call.text('Description') ?? updated.description;
    return described(updated);
  }

  function describe(call: Call) {
    const found = schema(call);
    const version = existingVersion(found, call.query('schemaVersion'));
    return { ...described(found, version), Content: version.content };
  }

  function remove(call: Call): undefined {
    registry(call).schemas.delete(schema(call).name);
  }

  function list(call: Call) {
    const prefix = call.query('schemaNamePrefix') ?? '';
    const found = [...registry(call).schemas.values()].filter(({ name }) =>
      name.startsWith(prefix),
    );
    const { page, ...next } = listing(found, call);
    return { Schemas: page.map(summary), ...next };
  }

  function search(call: Call) {
    const keywords = (call.query('keywords') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const found = [...registry(call).schemas.values()].filter((candidate) => {
      const text = searchable(candidate);
      return keywords.every((keyword) => text.includes(keyword));
    });
    const { page, ...next } = listing(found, call);
    return { Schemas: page.map((each) => hit(call.path('registry'), each)), ...next };
  }

  return [
    route(`GET ${registryPath}`, list),
    route(`GET ${registryPath}/search`, search),
    route(`POST ${schemaPath}`, create, 201),
    route(`PUT ${schemaPath}`, update),
    route(`GET ${schemaPath}`, describe),
    route(`DELETE ${schemaPath}`, remove, 204),
  ];
}

function addVersion(schema: Schema, content: string, type: SchemaType): void {
  checkContent(content, type);
  const createdAt = new Date();
  schema.lastNumber += 1;
  schema.versions.push({ number: String(schema.lastNumber), type, content, createdAt });
  schema.modifiedAt = createdAt;
}

function described(schema: Schema, version: SchemaVersion = existingVersion(schema)) {
  return {
    SchemaArn: schema.arn,
    SchemaName: schema.name,
    SchemaVersion: version.number,
    Type: version.type,
    Description: schema.description,
    LastModified: schema.modifiedAt,
    VersionCreatedDate: version.createdAt,
    tags: schema.tags,
  };
}

function summary(schema: Schema) {
  return {
    SchemaArn: schema.arn,
    SchemaName: schema.name,
    LastModified: schema.modifiedAt,
    VersionCount: schema.versions.length,
    tags: schema.tags,
  };
}

function searchable(schema: Schema): string {
  return `${schema.name} ${schema.description ?? ''} ${existingVersion(schema).content}`.toLowerCase();
}

function hit(registryName: string, { arn, name, versions }: Schema) {
  const found = versions.map(({ number, type, createdAt }) => ({
    SchemaVersion: number,
    Type: type,
    CreatedDate: createdAt,
  }));
  return { RegistryName: registryName, SchemaArn: arn, SchemaName: name, SchemaVersions: found };
}
