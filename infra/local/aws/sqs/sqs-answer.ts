import { AwsError, jsonAnswer, jsonError, type WireResponse } from '../emulator.ts';

/** Errors that carried a prefix in the query protocol, which the SDKs still report as `Error.Code`. */
const prefixed = new Set([
  'BatchEntryIdsNotDistinct',
  'BatchRequestTooLong',
  'EmptyBatchRequest',
  'InvalidBatchEntryId',
  'MessageNotInflight',
  'PurgeQueueInProgress',
  'QueueDeletedRecently',
  'TooManyEntriesInBatchRequest',
  'UnsupportedOperation',
]);

function queryCode(type: string): string {
  if (type === 'QueueDoesNotExist') return 'AWS.SimpleQueueService.NonExistentQueue';
  if (type === 'QueueNameExists') return 'QueueAlreadyExists';
  return prefixed.has(type) ? `AWS.SimpleQueueService.${type}` : type;
}

export const sqsAnswer = (output: unknown): WireResponse => jsonAnswer(output, 200, '1.0');

/** Answers an error in AWS JSON 1.0, with the query protocol's code beside it as SQS does. */
export function sqsError(error: unknown): WireResponse {
  if (!(error instanceof AwsError)) return jsonError(error, '1.0');
  const answer = jsonError(
    new AwsError(`com.amazonaws.sqs#${error.type}`, error.message, error.status, error.fields),
    '1.0',
  );
  const fault = error.status < 500 ? 'Sender' : 'Receiver';
  return {
    ...answer,
    headers: { ...answer.headers, 'x-amzn-query-error': `${queryCode(error.type)};${fault}` },
  };
}
