/** A DynamoDB table that a service owns. Keys are strings unless said otherwise. */
export interface TableDefinition {
  /** Its logical name; see `resourceName`. */
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey?: { readonly name: string; readonly type: 'S' | 'N' };
  readonly indexes?: readonly IndexDefinition[];
  /** The attribute, in epoch seconds, after which DynamoDB may delete an item. */
  readonly timeToLive?: string;
  /** The Kinesis stream that carries its changes. */
  readonly changesTo?: string;
}

export interface IndexDefinition {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
  /** Whole items where pages are read from the index; else the keys alone, which cost least. */
  readonly projects?: 'ALL';
}

/** An S3 bucket that a service owns. Its changes are told to the default bus, and nobody reads it from outside. */
export interface BucketDefinition {
  /** Its logical name; see `resourceName`. */
  readonly name: string;
}

/** A table of commits: what the relay publishes and projections follow. */
export function commitTable(name: string, changesTo: string): TableDefinition {
  return {
    name,
    partitionKey: 'aggregateId',
    sortKey: { name: 'version', type: 'N' },
    changesTo,
  };
}
