import { AwsError, type Emulator, type WireRequest, type WireResponse } from '../emulator.ts';
import { parseCall } from './call.ts';
import { notFound, type Registries } from './registry.ts';
import { registryRoutes } from './registry-routes.ts';
import type { Route } from './route.ts';
import { schemaRoutes } from './schema-routes.ts';
import { tagRoutes } from './tag-routes.ts';
import { versionRoutes } from './version-routes.ts';

/** EventBridge's Schema Registry in memory: registries, schemas, versions and tags over REST. */
export function createSchemaRegistry(): Emulator {
  const registries: Registries = new Map();
  const routes = [
    ...registryRoutes(registries),
    ...schemaRoutes(registries),
    ...versionRoutes(registries),
    ...tagRoutes(registries),
  ];
  return {
    handle: (request) => Promise.resolve(answer(routes, request)),
    stop: () => Promise.resolve(),
  };
}

function answer(routes: readonly Route[], request: WireRequest): WireResponse {
  try {
    const [path = ''] = request.url.split('?');
    for (const { method, path: pattern, status, answer: call } of routes) {
      const match = method === request.method ? pattern.exec(path) : null;
      if (match) return json(status, call(parseCall(request, match.groups ?? {})));
    }
    throw notFound(`${request.method} ${path} is not an operation that is emulated.`);
  } catch (error) {
    return refusal(error);
  }
}

function json(status: number, body: object | undefined): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: body ? JSON.stringify(body) : '',
  };
}

/** REST-JSON names an error in a header. */
function refusal(error: unknown): WireResponse {
  const known =
    error instanceof AwsError
      ? error
      : new AwsError('InternalServerErrorException', String(error), 500);
  const answered = json(known.status, { Code: known.type, Message: known.message });
  return { ...answered, headers: { ...answered.headers, 'x-amzn-errortype': known.type } };
}
