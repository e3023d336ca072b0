import { isObject, type JsonObject } from './json.ts';

export type Scalar = string | number | boolean | null;

/** Which element of which array a value lies in: array number to index. */
export type Membership = ReadonlyMap<number, number>;

export interface Field {
  readonly value: Scalar;
  readonly membership: Membership;
}

/** An event's leaves by dotted path. An empty array or object has no leaf, so its path is absent. */
export type EventFields = ReadonlyMap<string, readonly Field[]>;

const outsideArrays: Membership = new Map();

/** Lays an event flat, as Event Ruler does before it matches. */
export function eventFields(event: JsonObject): EventFields {
  const fields = new Map<string, Field[]>();
  let arrays = 0;

  const visit = (path: string, value: unknown, membership: Membership): void => {
    if (Array.isArray(value)) {
      const array = arrays++;
      value.forEach((element: unknown, index) => {
        const nested = typeof element === 'object' && element !== null;
        visit(path, element, nested ? new Map(membership).set(array, index) : membership);
      });
    } else if (isObject(value)) {
      for (const [key, child] of Object.entries(value)) {
        visit(path === '' ? key : `${path}.${key}`, child, membership);
      }
    } else {
      const field = { value: value as Scalar, membership };
      const known = fields.get(path);
      if (known) known.push(field);
      else fields.set(path, [field]);
    }
  };

  visit('', event, outsideArrays);
  return fields;
}
