import type { Call, Reply } from '../faults/call.ts';

/** Calls that find out where things are. */
const lookups = ['ListShards', 'GetShardIterator', 'GetQueueUrl', 'GetQueueAttributes'];

/** Tells the calls that are made whether there are orders or not from those that orders cause. */
export class StandingCalls {
  readonly #checkpoints = new Map<string, string>();

  /** `resource` is the logical name of what is called. */
  has({ operation, input }: Call, { output }: Reply, resource: string): boolean {
    if (lookups.includes(operation)) return true;
    if (operation === 'ReceiveMessage') return isEmpty(output.Messages);
    if (operation === 'GetRecords') return isEmpty(output.Records);
    if (resource === 'deadlines') return operation === 'Query' && isEmpty(output.Items);
    if (resource !== 'leases') return false;
    return operation !== 'PutItem' || !this.#moves(input.Item as Record<string, { S?: string }>);
  }

  /** Of the writes of a lease, orders cause those that move its checkpoint. */
  #moves({ leaseKey, checkpoint }: Record<string, { readonly S?: string }>): boolean {
    const key = leaseKey?.S ?? '';
    const before = this.#checkpoints.get(key);
    this.#checkpoints.set(key, checkpoint?.S ?? '');
    return before !== undefined && before !== checkpoint?.S;
  }
}

function isEmpty(things: unknown): boolean {
  return !Array.isArray(things) || things.length === 0;
}
