import type { Call } from './call.ts';
import { notFound, type Registries, type Registry, type Schema } from './registry.ts';
import { route, type Route } from './route.ts';

/** Tags of registries and schemas. */
export function tagRoutes(registries: Registries): Route[] {
  const tagged = (call: Call): Registry | Schema => {
    const arn = call.path('arn');
    for (const registry of registries.values()) {
      const found = [registry, ...registry.schemas.values()].find((each) => each.arn === arn);
      if (found) return found;
    }
    throw notFound(`Resource ${arn} does not exist.`);
  };

  function tag(call: Call): undefined {
    Object.assign(tagged(call).tags, call.tags());
  }

  function untag(call: Call): undefined {
    const resource = tagged(call);
    const removed = new Set(call.queries('tagKeys'));
    resource.tags = Object.fromEntries(
      Object.entries(resource.tags).filter(([key]) => !removed.has(key)),
    );
  }

  return [
    route('GET /tags/{arn}', (call) => ({ tags: tagged(call).tags })),
    route('POST /tags/{arn}', tag, 204),
    route('DELETE /tags/{arn}', untag, 204),
  ];
}
