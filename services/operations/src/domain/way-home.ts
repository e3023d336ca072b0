import type { Letter } from './description.ts';

/** Where a dead letter may go back to. */
export interface Home {
  readonly service: string;
  /** The name of the service's queue in AWS. */
  readonly queue: string;
}

/** Why a letter must not go there: somebody else was to have it. Undefined if nothing speaks against it. */
export function whyNotHome(
  { attributes, movedFrom }: Letter & { readonly movedFrom?: string },
  home: Home,
): string | undefined {
  const service = attributes.Service?.StringValue;
  if (service !== undefined && service !== home.service) return `it was buried by ${service}`;
  const queues = [movedFrom, attributes.TARGET_ARN?.StringValue].flatMap(
    (arn) => arn?.split(':').at(-1) ?? [],
  );
  const other = queues.find((queue) => queue !== home.queue);
  return other === undefined ? undefined : `it was meant for the queue ${other}`;
}
