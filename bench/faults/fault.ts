import type { Call, Reply } from './call.ts';

/** What goes wrong with a call. */
export type Fault =
  /** It arrives late. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** It is refused as one too many, and nothing is done. */
  | { readonly kind: 'throttle' }
  /** It fails, and nothing is done. */
  | { readonly kind: 'fail' }
  /** It is done, and nobody hears of it: the connection breaks. */
  | { readonly kind: 'lose-reply' }
  /** It is done, and the process that called dies before it hears of it. */
  | { readonly kind: 'die' }
  /** What `ReceiveMessage` or `GetRecords` brought is delivered once more, as both services may. */
  | { readonly kind: 'repeat' }
  /** What `GetRecords` brought has come in another order, as DynamoDB's feed may bring it. */
  | { readonly kind: 'reorder' };

/** Decides what goes wrong. Both are asked of every call, the second unless the call was not made. */
export interface Plan {
  before(call: Call): Fault | undefined;
  after(call: Call, reply: Reply): Fault | undefined;
}

/** Nothing goes wrong. */
export const noFaults: Plan = { before: () => undefined, after: () => undefined };
