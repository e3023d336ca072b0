/**
 * The key of one handler's work on one message. Two handlers of the same event do not share what they have done.
 * @param eventId the producer's, which stays the same however often the message comes; never SQS's message id
 * @param handlerName kebab-case, and never renamed: a new name does everything once more
 */
export function idempotencyKey(eventId: string, handlerName: string): string {
  if (!/^[a-z][a-z0-9-]*$/.test(handlerName)) {
    throw new TypeError(`a handler's name is kebab-case, not "${handlerName}"`);
  }
  return `${handlerName}/${eventId}`;
}
