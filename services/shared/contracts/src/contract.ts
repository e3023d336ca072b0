import { Type, type Static, type TObject, type TProperties } from '@sinclair/typebox';
import { pick } from './pick.ts';

/** Whether a fact is told to all, asked of one owner, kept by the aggregate, or told by AWS itself. */
export type Kind = 'event' | 'command' | 'private' | 'notice';

/** One thing that a commit says. The relay publishes by `kind` alone, and never looks into `data`. */
export interface Entry<Name extends string = string, Data = unknown> {
  readonly kind: Kind;
  readonly type: Name;
  readonly schemaVersion: number;
  readonly data: Data;
  /** Of an event: the bus's `Source`. */
  readonly source?: string;
  /** Of a command: the one service that carries it out. */
  readonly owner?: string;
}

/**
 * A message's name, shape and home. Called with data, it makes the entry and leaves out every
 * field that the schema does not name, so that one message can be made from another.
 */
export interface Contract<
  Name extends string = string,
  Properties extends TProperties = TProperties,
> {
  (data: Static<TObject<Properties>>): Entry<Name, Static<TObject<Properties>>>;
  readonly kind: Kind;
  readonly type: Name;
  readonly schemaVersion: number;
  readonly schema: TObject<Properties>;
  readonly source?: string;
  readonly owner?: string;
}

/** Any contract, whatever its data. */
export interface AnyContract {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- only `any` accepts every contract's parameter
  (data: any): Entry;
  readonly kind: Kind;
  readonly type: string;
  readonly schemaVersion: number;
  readonly schema: TObject;
  readonly source?: string;
  readonly owner?: string;
}

/** The entry that a contract makes. */
export type EntryOf<C extends AnyContract> = ReturnType<C>;
/** The data that a contract carries. */
export type DataOf<C extends AnyContract> = ReturnType<C>['data'];

/** A fact that any service may hear. `source` is the bus's `Source`. */
export function event<Name extends string, P extends TProperties>(
  source: string,
  type: Name,
  schemaVersion: number,
  properties: P,
): Contract<Name, P> {
  return contract('event', type, schemaVersion, properties, { source });
}

/** A request that one service, the `owner`, carries out. */
export function command<Name extends string, P extends TProperties>(
  owner: string,
  type: Name,
  schemaVersion: number,
  properties: P,
): Contract<Name, P> {
  return contract('command', type, schemaVersion, properties, { owner });
}

/** A fact that an aggregate keeps to itself: stored and folded, never published. */
export function privateEvent<Name extends string, P extends TProperties>(
  type: Name,
  schemaVersion: number,
  properties: P,
): Contract<Name, P> {
  return contract('private', type, schemaVersion, properties, {});
}

/**
 * A fact that an AWS service tells on its account's default bus, in AWS's own shape: heard, never committed. It has no
 * metadata of ours; the bus's id of it, which is the same at every delivery, stands for the event's.
 */
export function notice<Name extends string, P extends TProperties>(
  source: string,
  type: Name,
  properties: P,
): Contract<Name, P> {
  return contract('notice', type, 1, properties, { source });
}

function contract<Name extends string, P extends TProperties>(
  kind: Kind,
  type: Name,
  schemaVersion: number,
  properties: P,
  home: { source?: string; owner?: string },
): Contract<Name, P> {
  const schema = Type.Object(properties, { $id: `${type}.v${schemaVersion}` });
  const make = (data: Static<TObject<P>>): Entry<Name, Static<TObject<P>>> => ({
    kind,
    type,
    schemaVersion,
    data: pick(schema, data),
    ...home,
  });
  return Object.assign(make, { kind, type, schemaVersion, schema, ...home });
}
