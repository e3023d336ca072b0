import type { StreamingDestination } from './streaming-destination.ts';

/** What AWS knows of a table and dynalite does not. */
export interface TableSettings {
  ttlAttribute?: string;
  recoverySince?: number;
  readonly destinations: Map<string, StreamingDestination>;
}

/** The settings of all tables. A dropped table takes its own with it. */
export class AllTableSettings {
  readonly #byTable = new Map<string, TableSettings>();

  of(tableName: string): TableSettings {
    const settings = this.#byTable.get(tableName) ?? { destinations: new Map() };
    this.#byTable.set(tableName, settings);
    return settings;
  }

  drop(tableName: string): void {
    for (const destination of this.of(tableName).destinations.values()) destination.stop();
    this.#byTable.delete(tableName);
  }

  *withTtl(): Generator<{ tableName: string; attribute: string }> {
    for (const [tableName, { ttlAttribute }] of this.#byTable) {
      if (ttlAttribute) yield { tableName, attribute: ttlAttribute };
    }
  }

  stop(): void {
    for (const tableName of [...this.#byTable.keys()]) this.drop(tableName);
  }
}
