import fc from 'fast-check';
import type { RawRequest } from './raw-http.ts';

/** A route, and a body that it takes. `:id` is an order, `:product` a product. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** What a hostile client knows. */
export interface Known {
  readonly tokens: readonly string[];
  readonly orderId: string;
  readonly productId: string;
}

/** Once in so many times. */
const oneIn = <T>(times: number, odd: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof(
    { weight: 10, arbitrary: odd },
    { weight: Math.round(10 * (times - 1)), arbitrary: fc.constant(undefined) },
  );

const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    ...['', ' ', '\0', '\ud800', '\udfff\ud800', '\u202e', '__proto__', 'constructor', 'null'],
    ...['x'.repeat(300), '💥'.repeat(100), '../..', '${7*7}', "' OR 1=1", '<a>', 'a@b', '1e999'],
  ),
);
const oddNumber = fc.constantFrom(0, -1, 0.5, 1e21, -1e308, 2 ** 31, 2 ** 53, 5e-324, 1e6, 1e8);
const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  oddNumber,
  fc.constantFrom(null, true, [], {}, [[]], [null], { toString: 1 }, { length: -1 }),
  fc.jsonValue({ maxDepth: 4 }),
);

/** A body with one to three of its fields spoiled, missing or made up. */
function spoiled(body: Readonly<Record<string, unknown>>): fc.Arbitrary<string> {
  const places = placesOf(body);
  const harm = fc.record({
    place: fc.constantFrom(...places),
    value: fc.option(oddValue, { nil: undefined }),
    extra: oneIn(5, fc.constantFrom('__proto__', 'constructor', 'toString', 'x', '')),
  });
  return fc.array(harm, { maxLength: 3 }).map((harms) => {
    const copy = structuredClone(body) as object;
    for (const { place, value, extra } of harms) harmAt(copy, place, value, extra);
    return JSON.stringify(copy);
  });
}

function placesOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  const inner = Object.entries(value).flatMap(([key, each]) =>
    placesOf(each).map((place) => [key, ...place]),
  );
  return [...inner, ...Object.keys(value).map((key) => [key])];
}

function harmAt(target: object, place: readonly string[], value: unknown, extra?: string): void {
  const [key = '', ...rest] = place;
  const within = (target as Record<string, unknown>)[key];
  if (rest.length > 0 && typeof within === 'object' && within !== null) {
    harmAt(within, rest, value, extra);
  } else if (extra !== undefined) {
    Object.defineProperty(target, extra, { value, enumerable: true, configurable: true });
  } else if (Object.hasOwn(target, key) || Array.isArray(target)) {
    Object.assign(target, { [key]: value });
  }
}

const bodyBeside = fc.oneof(
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc.constantFrom(
    ...['', 'null', '"text"', '{', '[1,', '{"a":1}}', '\ufeff{}', 'NaN', '{"a":01}', "{'a':1}"],
    ...['['.repeat(50_000), '{"a":'.repeat(20_000), `[${'{},'.repeat(20_000)}{}]`],
  ),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(Buffer.from('{"reason":"\xff\xfe"}', 'latin1'), Buffer.from([0xc3, 0x28])),
);

const segment = fc.oneof(
  oddText.map((text) => encodeURIComponent(text.replace(/\p{Cs}/gu, ''))),
  fc.constantFrom('%', '%zz', '%00', '%ff', '%c0%af', '%2e%2e%2f', 'x'.repeat(3_000), '', '.', '*'),
);

const word = (keys: object) => Buffer.from(JSON.stringify(keys)).toString('base64url');

function query({ orderId, productId }: Known): fc.Arbitrary<string> {
  const cursor = fc.constantFrom(
    word({ orderId, customerId: 'cust-2', createdAt: '2020' }),
    word({ orderId: '\0', customerId: 'cust-1', createdAt: 'x' }),
    word({ shelf: 'other', productId }),
    word({ shelf: 'all', productId: 'x'.repeat(600) }),
    word({ shelf: 'all', productId: '\ud800' }),
    ...[word([]), word({ __proto__: null }), '%00', 'AAAA', '['],
  );
  const name = fc.constantFrom(
    'limit',
    'cursor',
    'customerId',
    'asOf',
    'orderId',
    '__proto__',
    'a[b]',
  );
  const value = fc.oneof(
    cursor,
    fc.constantFrom('0', '5', '101', '-1', '1e2', 'cust-1', '2026-02-30T25:61:61Z', orderId),
    segment,
  );
  const pair = fc.oneof(
    fc.tuple(name, value).map(([key, text]) => `${key}=${text}`),
    cursor.map((text) => `cursor=${text}&customerId=cust-1`),
  );
  return fc.array(pair, { maxLength: 3 }).map((pairs) => pairs.map((p) => `&${p}`).join(''));
}

function headers({ tokens }: Known): fc.Arbitrary<Record<string, string>> {
  const authorization = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...tokens).map((token) => `Bearer ${token}`) },
    fc.constantFrom('Bearer', 'Bearer a.b.c', 'Bearer eyJhbGciOiJub25lIn0.e30.', 'Basic eDp5', ''),
  );
  const type = fc.oneof(
    { weight: 8, arbitrary: fc.constant('application/json') },
    fc.constantFrom(
      ...['text/plain', 'application/json; charset=utf-16', 'application/json; charset=x', ';'],
      ...['application/x-www-form-urlencoded', 'multipart/form-data', 'application/xml', 'json'],
    ),
  );
  const all = fc.record({
    authorization,
    'content-type': oneIn(1.2, type),
    'idempotency-key': oneIn(
      10,
      fc.constantFrom('', 'k', 'k'.repeat(256), 'a b', 'ä', '__proto__'),
    ),
    'x-correlation-id': oneIn(10, fc.constantFrom('', 'x'.repeat(500), '{}', 'a b', '__proto__')),
    traceparent: oneIn(10, fc.constantFrom('00', 'x', `00-${'0'.repeat(32)}-${'0'.repeat(16)}-00`)),
    'content-encoding': oneIn(40, fc.constantFrom('gzip', 'br', 'x', 'identity')),
  });
  return all.map(
    (each) =>
      Object.fromEntries(Object.entries(each).filter(([, value]) => value !== undefined)) as Record<
        string,
        string
      >,
  );
}

/** Requests to one of the routes, with everything about them a little or very wrong. */
export function hostileRequest(routes: readonly Route[], known: Known): fc.Arbitrary<RawRequest> {
  return fc.constantFrom(...routes).chain((route) => {
    const own = { ':id': known.orderId, ':product': known.productId };
    const path = fc
      .tuple(
        ...route.path
          .split('/')
          .map((part) =>
            part in own
              ? fc.oneof(fc.constant(own[part as keyof typeof own]), segment)
              : fc.oneof({ weight: 30, arbitrary: fc.constant(part) }, segment),
          ),
      )
      .map((parts) => `/${parts.join('/').replace(/^\/+/, '')}`);
    const method = fc.oneof(
      { weight: 12, arbitrary: fc.constant(route.method) },
      fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'),
    );
    const body = fc.oneof(
      { weight: 5, arbitrary: route.body ? spoiled(route.body) : fc.constant('{}') },
      bodyBeside,
    );
    const all = fc.record({ method, path, query: query(known), headers: headers(known), body });
    return all.map(({ query: asked, ...request }) => ({
      ...request,
      path: request.path + asked.replace(/^&/, '?'),
    }));
  });
}
