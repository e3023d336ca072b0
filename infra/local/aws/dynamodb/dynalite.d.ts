declare module 'dynalite/db/index.js' {
  /** `{S: …}`, `{N: …}` and so on. */
  export type AttributeValue = Readonly<Record<string, unknown>>;
  export type Item = Readonly<Record<string, AttributeValue>>;

  export interface KeySchemaElement {
    readonly AttributeName: string;
    readonly KeyType: string;
  }

  export interface Index {
    readonly IndexName: string;
    readonly KeySchema: readonly KeySchemaElement[];
    readonly Projection: Readonly<Record<string, unknown>>;
  }

  export interface Table {
    readonly TableName: string;
    readonly TableArn: string;
    readonly TableStatus: string;
    readonly KeySchema: readonly KeySchemaElement[];
    readonly LocalSecondaryIndexes?: readonly Index[];
    readonly GlobalSecondaryIndexes?: readonly Index[];
  }

  /** What an action answers when it refuses. */
  export interface Refusal extends Error {
    readonly statusCode: number;
    readonly body: {
      readonly __type: string;
      readonly message?: string;
      readonly Message?: string;
    };
  }

  interface IndexActions {
    readonly puts: readonly { index: string; key: string; item: Item }[];
    readonly deletes: readonly { index: string; key: string }[];
  }

  const db: {
    createKey: (item: Item, table: Table) => string;
    validateKey: (key: Item, table: Table) => Refusal | null | undefined;
    checkConditional: (data: object, item: Item | undefined) => Refusal | null | undefined;
    itemSize: (item: Item) => number;
    capacityUnits: (item: Item | undefined, isRead: boolean, isConsistent: boolean) => number;
    getIndexActions: (
      indexes: readonly Index[],
      before: Item | undefined,
      after: Item | undefined,
      table: Table,
    ) => IndexActions;
  };
  export default db;
}

declare module 'dynalite/validations/index.js' {
  const validations: {
    checkTypes: (data: object, types: object) => Record<string, unknown>;
    checkValidations: (data: object, types: object, custom: unknown, store: object) => void;
  };
  export default validations;
}

declare module 'dynalite/actions/*' {
  const action: (
    store: object,
    data: object,
    done: (error: Error | null | undefined, result?: unknown) => void,
  ) => void;
  export default action;
}

declare module 'dynalite/validations/*' {
  const validation: { readonly types: object; readonly custom?: unknown };
  export default validation;
}
