import type { Call } from './call.ts';
import { listing } from './listing.ts';
import {
  badRequest,
  existingRegistry,
  existingSchema,
  existingVersion,
  type Registries,
  type Schema,
} from './registry.ts';
import { route, type Route } from './route.ts';

const schemaPath = '/v1/registries/name/{registry}/schemas/name/{schema}';

/** What lists, exports and deletes the versions of a schema. */
export function versionRoutes(registries: Registries): Route[] {
  const schema = (call: Call): Schema =>
    existingSchema(existingRegistry(registries, call.path('registry')), call.path('schema'));

  function list(call: Call) {
    const { arn, name, versions } = schema(call);
    const { page, ...next } = listing(versions, call);
    const SchemaVersions = page.map(({ number, type }) => ({
      SchemaArn: arn,
      SchemaName: name,
      SchemaVersion: number,
      Type: type,
    }));
    return { SchemaVersions, ...next };
  }

  function exported(call: Call) {
    const source = schema(call);
    const found = existingVersion(source, call.query('schemaVersion'));
    if (call.query('type') !== found.type) {
      throw badRequest(`A schema of type ${found.type} is exported as that type alone.`);
    }
    const version = { SchemaVersion: found.number, Type: found.type, Content: found.content };
    return { SchemaArn: source.arn, SchemaName: source.name, ...version };
  }

  function remove(call: Call): undefined {
    const changed = schema(call);
    const version = existingVersion(changed, call.path('version'));
    if (changed.versions.length === 1) {
      throw badRequest('The only version of a schema cannot be deleted: delete the schema.');
    }
    changed.versions = changed.versions.filter((candidate) => candidate !== version);
  }

  return [
    route(`GET ${schemaPath}/versions`, list),
    route(`GET ${schemaPath}/export`, exported),
    route(`DELETE ${schemaPath}/version/{version}`, remove, 204),
  ];
}
