import { ListedOrder, type OrderUpdate } from '@waybill/contracts/live-protocol';
import { CustomerId, Instant, OrderStatus } from '@waybill/contracts/values';
import { Type, type Static } from '@sinclair/typebox';
import { answerOf, jsonClient, type JsonClient } from '@waybill/runtime/http/json-client';
import { Window } from '@waybill/runtime/queue/window';

const Events = Type.Object({
  customerId: CustomerId,
  version: Type.Integer({ minimum: 1 }),
  events: Type.Array(
    Type.Object({
      type: Type.String(),
      version: Type.Integer({ minimum: 1 }),
      occurredAt: Instant,
      data: Type.Unknown(),
    }),
  ),
});
const StatusChange = Type.Object({ status: OrderStatus });
const Page = Type.Object({
  orders: Type.Array(ListedOrder),
  nextCursor: Type.Optional(Type.String()),
});

/** What happened to an order after a version, up to `version`. */
export interface Missed {
  readonly customerId: string;
  readonly version: number;
  readonly updates: OrderUpdate[];
}

/** When thousands come back at once, `orders` is asked by so many at a time. */
const callsAtOnce = 50;
const listSize = 100;

/** Orders, as their service shows them to the holder of a token: it alone decides who may see what. */
export class OrderBook {
  readonly #client: JsonClient;
  readonly #window = new Window(callsAtOnce);

  constructor(url: string, timeoutMs: number) {
    this.#client = jsonClient(url, timeoutMs);
  }

  /** `undefined` if there is no such order that the holder may see. Nothing that is committed is missing. */
  async missed(orderId: string, since: number, token: string): Promise<Missed | undefined> {
    const answer = await this.#get(`/orders/${orderId}/events?since=${since}`, token);
    if (answer === undefined) return undefined;
    const { customerId, version, events } = answerOf(Events, answer);
    const updates = events
      .filter(({ type }) => type === 'OrderStatusChanged')
      .map(({ version, occurredAt, data }): OrderUpdate => {
        const { status }: Static<typeof StatusChange> = answerOf(StatusChange, data);
        return { orderId, status, version, occurredAt };
      });
    return { customerId, version, updates };
  }

  /** The holder's own orders, the newest first. */
  async list(token: string): Promise<{ orders: ListedOrder[]; isWhole: boolean }> {
    const answer = await this.#get(`/orders?limit=${listSize}`, token);
    const { orders, nextCursor } = answerOf(Page, answer);
    return { orders, isWhole: nextCursor === undefined };
  }

  async #get(path: string, token: string): Promise<unknown> {
    await this.#window.room();
    let answer: unknown;
    await this.#window.run(async () => {
      answer = await this.#client.get(path, { authorization: `Bearer ${token}` });
    });
    return answer;
  }
}
