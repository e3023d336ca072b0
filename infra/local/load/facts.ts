import type { Charge, Mail, Order, Shipment, StockLevel } from './answers.ts';
import type { Placed, Refused } from './place-orders.ts';
import type { Stocked } from './stock-up.ts';

/** An order as placed, and all that the system tells of it. */
export interface OrderFacts {
  readonly placed: Placed;
  readonly order: Order | undefined;
  readonly charges: readonly Charge[];
  readonly shipments: readonly Shipment[];
  readonly mails: readonly Mail[];
}

/** A product's stock before the run, what the run brought, and what is there now. */
export interface StockFacts extends Stocked {
  readonly after: StockLevel;
}

/** All that a reconciliation judges. */
export interface Facts {
  readonly refused: readonly Refused[];
  readonly orders: readonly OrderFacts[];
  readonly stock: readonly StockFacts[];
}
