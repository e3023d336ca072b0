import type { Key, Table } from '@waybill/runtime/table';
import { bestSellersOf, type BestSellers, type Measure } from './domain/best-sellers.ts';
import { salesOf, type Figure, type FigureKey } from './domain/figures.ts';
import { daysIn, type Period } from './domain/period.ts';
import { partitionsOf, summaryOf, type CurrencySummary } from './domain/summary.ts';

/** A figure as an item of the table. */
export type FigureRow = FigureKey & Readonly<Record<string, string | number>>;

/** DynamoDB ends a page at 1 MB in any case. */
const rowsAPage = 5_000;

/** Shows the figures. */
export class FigureReader {
  readonly #rows: Table<FigureRow>;

  constructor(rows: Table<FigureRow>) {
    this.#rows = rows;
  }

  /** What happened in a period, by currency. */
  async summary(period: Period): Promise<CurrencySummary[]> {
    return summaryOf(period, await this.#read(partitionsOf(period)));
  }

  /** What sold best on the days of a period, by currency. */
  async bestSellers(
    period: Period,
    ranking: { readonly by: Measure; readonly limit: number },
  ): Promise<BestSellers[]> {
    return bestSellersOf(await this.#read(daysIn(period).map(salesOf)), ranking);
  }

  async #read(partitions: readonly string[]): Promise<Figure[]> {
    return (await Promise.all(partitions.map((partition) => this.#all(partition)))).flat();
  }

  async #all(partition: string): Promise<Figure[]> {
    const figures: Figure[] = [];
    let after: Key | undefined;
    do {
      const page = await this.#rows.query({
        partition: { field: 'partition', value: partition },
        limit: rowsAPage,
        after,
      });
      figures.push(...page.items.map(figureOf));
      after = page.next;
    } while (after);
    return figures;
  }
}

function figureOf({ partition, entry, ...amounts }: FigureRow): Figure {
  return { key: { partition, entry }, amounts: amounts as Figure['amounts'] };
}
