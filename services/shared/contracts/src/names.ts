/** The bus that every event of the system is on. */
export const busName = 'ecommerce-events';

/** The change stream of `order-commits`, apart from the rest because the read model follows it. */
export const orderChanges = 'order-changes';
/** The change stream of every other `*-commits` table. */
export const changes = 'changes';

/**
 * The name of a table, queue, stream, bus or bucket in AWS.
 * @param stage what sets one installation apart from another in the same account, e.g. `local`
 */
export function resourceName(stage: string, logicalName: string): string {
  return `${stage}-${logicalName}`;
}

/** The queue of messages that a service could not handle. */
export function deadLetterName(service: string): string {
  return `${service}-dlq`;
}

/** The queue of events that the bus could not deliver to a service's queue. */
export function undeliveredName(service: string): string {
  return `${service}-undelivered`;
}
