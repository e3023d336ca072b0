import { Unavailable } from '@waybill/kernel/failure';

const notThere = /^(QueueDoesNotExist|ResourceNotFoundException)$|NonExistentQueue/;

/** What went wrong, in one line for whoever can mend it. */
export function explain(
  error: unknown,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const message = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');
  const { AWS_ENDPOINT_URL: endpoint } = environment;
  if (namesOf(error).some((name) => notThere.test(name))) {
    return `this stage is not there, or not whole; see STAGE and AWS_ENDPOINT_URL: ${message}`;
  }
  if (namesOf(error).includes('CredentialsProviderError') || /Region is missing/.test(message)) {
    return `AWS_REGION and credentials must be set: ${message}`;
  }
  if (error instanceof Unavailable) {
    const where = endpoint ? `at AWS_ENDPOINT_URL=${endpoint}` : '(AWS_ENDPOINT_URL is not set)';
    return `AWS does not answer ${where}: ${message || causeOf(error)}`;
  }
  return message;
}

/** What the error is called, and what led to it. */
function namesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  return [error.name, ...(error.cause instanceof Error ? [error.cause.name] : [])];
}

/** Node tells of several addresses that refused in one error without a message. */
function causeOf({ cause }: Error): string {
  const { code } = (cause ?? {}) as { code?: string };
  return code ?? 'no reason given';
}
