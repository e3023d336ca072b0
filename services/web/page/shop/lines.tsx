import type { OrderItem } from '@waybill/contracts/values';
import type { ReactNode } from 'react';
import { money } from './money.ts';
import { linesOf } from './order.ts';
import type { Product } from './product.ts';
import { Picture } from './picture.tsx';

/** What is in a basket or order, and what it comes to. */
export interface LinesProps {
  readonly items: readonly OrderItem[];
  readonly total: number;
  readonly currency: string;
  /** What is known of the products, by id. */
  readonly products: ReadonlyMap<string, Product>;
  /** What can be done with a line. */
  readonly actions?: (line: OrderItem, name: string) => ReactNode;
}

export function Lines({ items, total, currency, products, actions }: LinesProps) {
  return (
    <ul className="lines card">
      {linesOf(items).map((line) => {
        const product = products.get(line.productId);
        const name = product?.name ?? line.productId;
        return (
          <li key={`${line.productId} ${line.unitPrice}`}>
            <Picture product={product} sizes="4rem" />
            <div className="what">
              <strong>{name}</strong>
              <span className="quiet">
                {line.quantity} × {money(line.unitPrice, currency)}
              </span>
            </div>
            {actions?.(line, name)}
            <span className="number">{money(line.quantity * line.unitPrice, currency)}</span>
          </li>
        );
      })}
      <li className="total">
        <strong className="what">Total</strong>
        <strong className="number">{money(total, currency)}</strong>
      </li>
    </ul>
  );
}
