/** The bus that every event of the system is on. */
export const busName = 'ecommerce-events';

/** The change stream of `order-commits`, apart from the rest because the read model follows it. */
export const orderChanges = 'order-changes';
/** The change stream of every other `*-commits` table. */
export const changes = 'changes';
/** The stream of every order's events as flat records, which analytics keeps figures from. */
export const orderAnalytics = 'order-analytics';

/** The SES configuration set of a stage's mails, by which it knows what comes back of them. */
export const mailConfigurationSet = 'mail';

/** The bucket of what is uploaded, and of what is made of it. */
export const documentsBucket = 'documents';
/** Where uploads lie in it. Nothing of the system writes here. */
export const uploadsPrefix = 'uploads/';

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

/** The services that follow a change stream, and so may have to put changes aside. */
export const streamFollowers = ['analytics', 'inventory', 'orders', 'relay'] as const;

/** The queue of references to the changes that a service could not handle. */
export function streamDeadLetterName(service: string): string {
  return deadLetterName(`${service}-stream`);
}
