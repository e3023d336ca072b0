import { Type, type Static, type TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { Currency, CustomerId, MinorUnits, OrderStatus } from '@waybill/contracts/values';
import type { Answer, Call } from './exchange.ts';
import { Failure } from './failure.ts';

export const StockLevel = Type.Object({
  available: Type.Integer(),
  reserved: Type.Integer(),
  sold: Type.Integer(),
});
export type StockLevel = Static<typeof StockLevel>;

export const PlacedOrder = Type.Object({ orderId: Type.String({ minLength: 1 }) });

/** An order as its customer reads it. */
export const Order = Type.Object({
  orderId: Type.String(),
  customerId: CustomerId,
  status: OrderStatus,
  total: MinorUnits,
  currency: Currency,
  trackingNumber: Type.Optional(Type.String()),
  cancelReason: Type.Optional(Type.String()),
  updatedAt: Type.String(),
});
export type Order = Static<typeof Order>;

export const Charges = Type.Object({
  charges: Type.Array(
    Type.Object({ amount: MinorUnits, currency: Currency, status: Type.String() }),
  ),
});
export type Charge = Static<typeof Charges>['charges'][number];

export const Shipments = Type.Object({
  shipments: Type.Array(
    Type.Object({ trackingNumber: Type.Optional(Type.String()), status: Type.String() }),
  ),
});
export type Shipment = Static<typeof Shipments>['shipments'][number];

export const Mails = Type.Object({
  mails: Type.Array(
    Type.Object({
      kind: Type.String(),
      to: Type.Union([Type.String(), Type.Array(Type.String())]),
      /** When it was accepted, RFC 3339. */
      sentAt: Type.Optional(Type.String()),
    }),
  ),
});
export type Mail = Static<typeof Mails>['mails'][number];

/** Reads an answer that must have this status and shape, or throws a `Failure` that says what came instead. */
export function read<T extends TSchema>(
  schema: T,
  status: number,
  call: Call,
  answer: Answer,
): Static<T> {
  if (answer.status !== status) {
    throw new Failure(`${call.method} ${call.path} was refused: ${refusal(answer)}`, 1);
  }
  const { body } = answer;
  if (Value.Check(schema, body)) return body;
  const error = Value.Errors(schema, body).First();
  const problem = error === undefined ? 'is wrong' : `${error.path || 'body'}: ${error.message}`;
  throw new Failure(`${call.method} ${call.path} answers in an unknown shape: ${problem}`, 1);
}

/** A refusal in one line: its status, and what the problem details say. */
export function refusal({ status, body }: Answer): string {
  if (typeof body !== 'object' || body === null) return String(status);
  const { title, detail, code } = body as Record<string, unknown>;
  const words = [code, detail ?? title].filter((part) => typeof part === 'string');
  return `${status} ${words.join(': ')}`.trim().slice(0, 300);
}
