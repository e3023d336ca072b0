import { hours, minutes, seconds } from '@waybill/kernel/duration';
import { Chance } from './chance.ts';

/** How often (0 to 1) each thing goes wrong, until the network calms. */
export interface Faults {
  /** A message or change is told twice. */
  readonly repeated: number;
  /** A message or change takes seconds to minutes, so that others overtake it. */
  readonly slow: number;
  /** A call has no effect, and its caller hears that something is away. */
  readonly refused: number;
  /** A call has its effect, and its caller hears that something is away. */
  readonly lostReply: number;
  /** A call has its effect long after its caller heard that something is away. */
  readonly late: number;
  /** The pod that calls dies: before the call, or right after its effect. */
  readonly crash: number;
}

/** Something that nobody reaches for a while. Milliseconds since the beginning. */
export interface Outage {
  readonly resource: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Whether it is so long that a saga calls for a person: it sends its last tries into the void. */
export function isBeyondPatience({ fromMs, untilMs }: Outage): boolean {
  return untilMs - fromMs > minutes(20);
}

export interface PlannedProduct {
  readonly productId: string;
  readonly unitPrice: number;
  readonly stock: number;
}

export interface PlannedOrder {
  readonly key: string;
  readonly customerId: string;
  readonly atMs: number;
  readonly items: readonly { readonly productId: string; readonly quantity: number }[];
  readonly card: string;
  readonly postalCode: string;
  /** When the customer cancels, after the order is placed. */
  readonly cancelAfterMs?: number;
}

/** What a seed makes happen. */
export interface Plan {
  readonly products: readonly PlannedProduct[];
  readonly priceChangeAtMs?: number;
  readonly orders: readonly PlannedOrder[];
  readonly faults: Faults;
  readonly outages: readonly Outage[];
  /** From then on nothing goes wrong any more. */
  readonly calmAtMs: number;
}

/** What may be away, by the name that calls to it have. */
const resources = [
  'order-commits',
  'fulfilment-commits',
  'inventory-commits',
  'payment-commits',
  'shipment-commits',
  'mail-commits',
  'deadlines',
  'order-contacts',
  'orders',
  'product-prices',
  'bus',
  'queues',
  'payment-provider',
  'carrier',
  'mailer',
] as const;

/** The plan of a seed. Each kind of fault is absent in many plans, so that each is also met without the others. */
export function planOf(seed: number): Plan {
  const chance = new Chance(seed);
  const products = Array.from({ length: 3 }, (_, i) => ({
    productId: `P${i + 1}`,
    unitPrice: chance.between(1, 10_000),
    stock: chance.is(0.25) ? chance.between(0, 4) : 1_000,
  }));
  const bulk = chance.is(0.03) ? chance.between(97, 205) : 0;
  const many = Array.from({ length: bulk }, (_, i) => ({
    productId: `bulk-${i}`,
    unitPrice: 5,
    stock: chance.is(0.002) ? 0 : 100,
  }));
  const calmAtMs = chance.pick(seconds(30), minutes(2), minutes(10), minutes(30));
  const sometimes = (most: number): number => (chance.is(0.5) ? chance.random() * most : 0);
  return {
    products: [...products, ...many],
    priceChangeAtMs: chance.is(0.3) ? chance.between(0, 5_000) : undefined,
    orders: Array.from({ length: chance.between(1, 4) }, (_, i) =>
      orderOf(chance, i + 1, [...products], i === 0 ? many : []),
    ),
    faults: {
      repeated: sometimes(0.3),
      slow: sometimes(0.2),
      refused: sometimes(0.05),
      lostReply: sometimes(0.05),
      late: sometimes(0.02),
      crash: sometimes(0.02),
    },
    outages: Array.from({ length: chance.is(0.3) ? chance.between(1, 3) : 0 }, () => {
      const fromMs = chance.between(0, 20_000);
      const length = chance.is(0.02) ? hours(1) : chance.between(1_000, minutes(4));
      return { resource: chance.pick(...resources), fromMs, untilMs: fromMs + length };
    }),
    calmAtMs,
  };
}

function orderOf(
  chance: Chance,
  n: number,
  products: PlannedProduct[],
  bulk: readonly PlannedProduct[],
): PlannedOrder {
  const count = chance.between(1, products.length);
  const chosen = Array.from({ length: count }, () => {
    return products.splice(chance.between(0, products.length - 1), 1);
  }).flat();
  return {
    key: `key-${n}`,
    customerId: `cust-${n}`,
    atMs: chance.between(500, chance.is(0.8) ? 4_000 : minutes(2)),
    items: [...chosen, ...bulk].map(({ productId }) => ({
      productId,
      quantity: chance.between(1, 3),
    })),
    card: cardOf(chance),
    postalCode: chance.is(0.08) ? '00000' : 'N1 9GU',
    cancelAfterMs: chance.is(0.35) ? cancelAfter(chance) : undefined,
  };
}

function cardOf(chance: Chance): string {
  if (chance.is(0.8)) return 'tok_visa';
  return chance.pick('tok_declined', 'tok_flaky', 'tok_flaky', 'tok_declined', 'tok_unreachable');
}

function cancelAfter(chance: Chance): number {
  return chance.between(0, chance.pick(100, 1_000, 3_000, minutes(1), minutes(20)));
}
