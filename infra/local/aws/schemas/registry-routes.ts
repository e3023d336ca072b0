import type { Call } from './call.ts';
import { listing } from './listing.ts';
import {
  badRequest,
  conflict,
  existingRegistry,
  type Registries,
  type Registry,
  schemasArn,
} from './registry.ts';
import { route, type Route } from './route.ts';

/** What creates, reads, changes and deletes registries. */
export function registryRoutes(registries: Registries): Route[] {
  const registry = (call: Call): Registry => existingRegistry(registries, call.path('registry'));

  function create(call: Call) {
    const name = call.path('registry');
    if (registries.has(name)) throw conflict(`Registry with name ${name} already exists.`);
    const created: Registry = {
      name,
      arn: schemasArn(`registry/${name}`),
      description: call.text('Description'),
      schemas: new Map(),
      tags: call.tags(),
    };
    registries.set(name, created);
    return described(created);
  }

  function update(call: Call) {
    const updated = registry(call);
    updated.description = call.text('Description') ?? updated.description;
    return described(updated);
  }

  function remove(call: Call): undefined {
    const { name, schemas } = registry(call);
    if (schemas.size > 0) throw badRequest(`Registry ${name} has schemas and cannot be deleted.`);
    registries.delete(name);
  }

  function list(call: Call) {
    const prefix = call.query('registryNamePrefix') ?? '';
    // All registries here are the account's own; AWS's are not emulated.
    const found = call.query('scope') === 'AWS' ? [] : [...registries.values()];
    const { page, ...next } = listing(
      found.filter(({ name }) => name.startsWith(prefix)),
      call,
    );
    const Registries = page.map(({ arn, name, tags }) => ({
      RegistryArn: arn,
      RegistryName: name,
      tags,
    }));
    return { Registries, ...next };
  }

  return [
    route('GET /v1/registries', list),
    route('POST /v1/registries/name/{registry}', create, 201),
    route('GET /v1/registries/name/{registry}', (call) => described(registry(call))),
    route('PUT /v1/registries/name/{registry}', update),
    route('DELETE /v1/registries/name/{registry}', remove, 204),
  ];
}

function described({ arn, name, description, tags }: Registry) {
  return { RegistryArn: arn, RegistryName: name, Description: description, tags };
}
