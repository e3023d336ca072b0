/** How the records of a stream are read. */
export interface RecordFormat<Content> {
  /** Reads a record's bytes. Throws if they are none of this format; the record is then parked like any other that fails. */
  readonly parse: (bytes: Uint8Array) => Content;
  /** What a record belongs to: records of one lane are handled one after the other. */
  readonly laneOf: (content: Content) => string;
}
