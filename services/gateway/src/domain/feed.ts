import type { OrderUpdate } from '@waybill/contracts/live-protocol';

/** What a feed says after it has heard something. */
export interface Heard {
  /** To be told now, oldest first. The very array that was heard, where all of it is. */
  readonly news: readonly OrderUpdate[];
  /** What came before is not known: the source has to be asked, and from now on all is kept until it has answered. */
  readonly isMissing: boolean;
}

/** A subscription's memory: what the client has been told, and what waits until the source has answered. */
export interface Feed {
  hear(updates: readonly OrderUpdate[]): Heard;
}

export const nothing: Heard = { news: [], isMissing: false };
