import { Unavailable } from '@waybill/kernel/failure';

/** What went wrong, in one line for whoever can mend it. */
export function explain(
  error: unknown,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const message = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');
  const name = error instanceof Error ? error.name : '';
  const { AWS_ENDPOINT_URL: endpoint } = environment;
  if (error instanceof Unavailable) {
    const where = endpoint ? `at AWS_ENDPOINT_URL=${endpoint}` : '(AWS_ENDPOINT_URL is not set)';
    return `AWS does not answer ${where}: ${message || causeOf(error)}`;
  }
  if (/^(QueueDoesNotExist|ResourceNotFoundException)$|NonExistentQueue/.test(name)) {
    return `this stage is not there, or not whole; see STAGE and AWS_ENDPOINT_URL: ${message}`;
  }
  if (name === 'CredentialsProviderError' || /Region is missing/.test(message)) {
    return `AWS_REGION and credentials must be set: ${message}`;
  }
  return message;
}

/** Node tells of several addresses that refused in one error without a message. */
function causeOf({ cause }: Error): string {
  const { code } = (cause ?? {}) as { code?: string };
  return code ?? 'no reason given';
}
