import { noUnits, plus, type Units } from './units.ts';

/** Calls of one kind. */
export interface Row {
  /** The Waybill service that calls. */
  readonly caller: string;
  /** `dynamodb`, `sqs`, `kinesis`, `events`, `ses`, `s3`, or `http` for a provider. */
  readonly api: string;
  readonly operation: string;
  /** Logical names of what is called. */
  readonly resource: string;
  readonly calls: number;
  readonly units: Units;
}

export type Kind = Pick<Row, 'caller' | 'api' | 'operation' | 'resource'>;

/** Adds calls up by their kind. */
export class Tally {
  readonly #rows = new Map<string, Row>();

  get rows(): readonly Row[] {
    return [...this.#rows.values()];
  }

  add({ caller, api, operation, resource }: Kind, calls: number, units: Partial<Units>): void {
    const key = [caller, api, operation, resource].join();
    const row = this.#rows.get(key);
    this.#rows.set(key, {
      ...{ caller, api, operation, resource },
      calls: (row?.calls ?? 0) + calls,
      units: plus(row?.units ?? noUnits, units),
    });
  }
}

/** Calls to AWS and units of all rows; mails are counted apart, and calls to providers are not AWS's. */
export function totalOf(rows: readonly Row[]): { calls: number; units: Units } {
  return {
    calls: rows
      .filter(({ api }) => api !== 'ses' && api !== 'http')
      .reduce((sum, { calls }) => sum + calls, 0),
    units: rows.reduce((sum, { units }) => plus(sum, units), noUnits),
  };
}
