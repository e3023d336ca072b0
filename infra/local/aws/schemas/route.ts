import type { Call } from './call.ts';

/** One operation: its method and path, the status of success, and what it answers. */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly status: number;
  readonly answer: (call: Call) => object | undefined;
}

/** Reads `PUT /v1/registries/name/{registry}`; a `{name}` is one segment, still URL-encoded. */
export function route(line: string, answer: Route['answer'], status: Route['status'] = 200): Route {
  const [method = '', path = ''] = line.split(' ');
  const pattern = path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return { method, path: new RegExp(`^${pattern}/?$`), status, answer };
}
