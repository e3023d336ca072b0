declare module 'kinesalite/db/index.js' {
  /** What an action answers when it refuses. */
  export interface Refusal extends Error {
    readonly statusCode: number;
    readonly body: {
      readonly __type: string;
      readonly message?: string;
      readonly Message?: string;
    };
  }

  const db: {
    readonly ITERATOR_PWD_KEY: Buffer;
    readonly ITERATOR_PWD_IV: Buffer;
    parseSequence: (sequence: string) => { shardCreateTime: number; seqTime: number };
    shardIxToHex: (shardIndex: number) => string;
    resolveShardId: (shardId: string) => { shardIx: number };
    clientError: (type: string, message: string) => Refusal;
  };
  export default db;
}

declare module 'kinesalite/validations/index.js' {
  const validations: {
    checkTypes: (data: object, types: object) => Record<string, unknown>;
    checkValidations: (data: object, types: object, custom: unknown) => void;
  };
  export default validations;
}

declare module 'kinesalite/actions/*' {
  const action: (
    store: object,
    data: object,
    done: (error: Error | null | undefined, result?: unknown) => void,
  ) => void;
  export default action;
}

declare module 'kinesalite/validations/*' {
  const validation: { readonly types: object; readonly custom?: unknown };
  export default validation;
}
