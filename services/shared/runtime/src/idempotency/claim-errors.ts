/**
 * Another handler is at work on the same message. A failure like any other to the queue's consumer, which gives the
 * message back with backoff: it is neither acknowledged nor buried, and the queue is not paused for it.
 */
export class StillInProgress extends Error {
  override readonly name = 'StillInProgress';
}

/** The claim was taken over before its handler was done: what the handler did is not recorded. The message is tried again. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}
