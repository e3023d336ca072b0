import type { Closing, ServerFrame } from '@waybill/contracts/live-protocol';

/** What a session says to its client. After a close nothing more is said. */
export interface Line {
  send(frame: ServerFrame): void;
  /** Takes a frame that is encoded already. */
  tell(frame: Buffer): void;
  close(why: Closing): void;
}
