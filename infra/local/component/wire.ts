import type { Aws } from '@waybill/runtime/aws';

/** A call to AWS. */
export interface Call {
  /** As AWS names it, e.g. `PutItem`. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Stands between a service and AWS: may look on, fail the call, or lose its answer. */
export type Interception = (call: Call, next: () => Promise<unknown>) => Promise<unknown>;

type Next = (args: { input: Call['input'] }) => Promise<unknown>;

interface Stack {
  add(
    middleware: (next: Next, context: { commandName?: string }) => Next,
    options: { step: 'initialize'; name: string },
  ): void;
}

/** How a service reads streams. */
const asking = new Set(['GetRecords', 'GetShardIterator', 'ListShards']);

/** Everything that a service says to AWS, but for its asking for work: long polls and reads of streams. */
export class Wire {
  readonly calls: Call[] = [];
  #interception: Interception | undefined;

  constructor({ dynamo, events, kinesis, s3, ses, sqs }: Aws) {
    for (const { middlewareStack } of [dynamo, events, kinesis, s3, ses, sqs]) {
      (middlewareStack as unknown as Stack).add(
        (next, { commandName = '' }) =>
          (args) => {
            const call = { operation: commandName.replace(/Command$/, ''), input: args.input };
            if (asking.has(call.operation)) return next(args);
            this.calls.push(call);
            const send = () => next(args);
            return this.#interception ? this.#interception(call, send) : send();
          },
        { step: 'initialize', name: 'wire' },
      );
    }
  }

  /** Until the next interception; without one, calls go through as they are. */
  intercept(interception?: Interception): void {
    this.#interception = interception;
  }
}

/** How often each operation was called. */
export function tally(calls: readonly Call[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { operation } of calls) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}
