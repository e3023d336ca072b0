/** What AWS bills by. */
export interface Units {
  readonly write: number;
  readonly read: number;
  /** Change-data-capture units, of the feed into Kinesis. */
  readonly change: number;
  readonly busEvents: number;
  readonly queueRequests: number;
}

export const noUnits: Units = { write: 0, read: 0, change: 0, busEvents: 0, queueRequests: 0 };

const kilobyte = 1_024;

export function plus(a: Units, b: Partial<Units>): Units {
  return {
    write: a.write + (b.write ?? 0),
    read: a.read + (b.read ?? 0),
    change: a.change + (b.change ?? 0),
    busEvents: a.busEvents + (b.busEvents ?? 0),
    queueRequests: a.queueRequests + (b.queueRequests ?? 0),
  };
}

/** Write or change units of an item: one a begun kilobyte, and one for the least. */
export function kilobytes(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / kilobyte));
}

/** Read units: one for 4 KB consistently read, half of it eventually. Reading nothing costs the least. */
export function readUnits(bytes: number, isConsistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / (4 * kilobyte))) * (isConsistent ? 1 : 0.5);
}

/** The chunks of 64 KB by which the bus bills an event and SQS a request. */
export function chunks(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / (64 * kilobyte)));
}
