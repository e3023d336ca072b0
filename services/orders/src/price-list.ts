import type { Table } from '@waybill/runtime/table';
import { priced, type ProductPrice, type RequestedItem } from './domain/price-check.ts';
import type { OrderItem } from '@waybill/contracts/values';

/** A price, and the version of the product that said it. */
export type PriceRow = ProductPrice & { readonly version: number };

/** The replica of the catalogue's prices. */
export class PriceList {
  readonly #table: Table<PriceRow>;

  constructor(table: Table<PriceRow>) {
    this.#table = table;
  }

  /** Keeps the newest price, whatever order they come in. */
  async learn({ productId, unitPrice, currency }: ProductPrice, version: number): Promise<void> {
    await this.#table.put({ productId, unitPrice, currency, version }, { below: { version } });
  }

  /** The lines at their prices. @throws Rejection, see `priced` */
  async price(
    items: readonly RequestedItem[],
    currency: string,
    mayAgree: boolean,
  ): Promise<OrderItem[]> {
    const productIds = [...new Set(items.map(({ productId }) => productId))];
    const rows = await this.#table.getMany(productIds.map((productId) => ({ productId })));
    const prices = new Map(rows.map((row) => [row.productId, row]));
    return priced(items, currency, prices, mayAgree);
  }
}
