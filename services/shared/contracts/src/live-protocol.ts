import { Type, type Static } from '@sinclair/typebox';
import { Currency, Instant, MinorUnits, OrderId, OrderStatus } from './values.ts';

/** The subprotocol, and with it the version, that a connection speaks. */
export const liveProtocol = 'waybill.v1';
/** What a ticket is preceded by where it is given as a subprotocol. */
export const ticketPrefix = 'ticket.';
/** Where connections begin. */
export const livePath = '/ws';
/** The largest frame that a client may send, in bytes. */
export const maxFrameBytes = 16 * 1024;

/** `orders`: a customer's own, and for staff all; `order:ID`: one of them. */
export const TopicName = Type.String({ pattern: '^(orders|order:ord-[a-z0-9]+)$', maxLength: 70 });
/** 32 random bytes, as base64url. Good once, for a minute. */
export const Ticket = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });
const Version = Type.Integer({ minimum: 0 });

/** An order's status from a version on. Of two for one order, the higher version is the newer. */
export const OrderUpdate = Type.Object({
  orderId: OrderId,
  status: OrderStatus,
  version: Version,
  occurredAt: Instant,
});
export type OrderUpdate = Static<typeof OrderUpdate>;

/** An order in a list. */
export const ListedOrder = Type.Object({
  orderId: OrderId,
  status: OrderStatus,
  version: Version,
  total: MinorUnits,
  currency: Currency,
  createdAt: Instant,
  updatedAt: Instant,
});
export type ListedOrder = Static<typeof ListedOrder>;

/** Everything that a client may say, by `type`. */
export const clientFrames = {
  authenticate: Type.Object(
    { type: Type.Literal('authenticate'), ticket: Ticket },
    {
      description: 'The first frame, within 5 s, where the ticket was not given as a subprotocol.',
    },
  ),
  subscribe: Type.Object(
    { type: Type.Literal('subscribe'), topic: TopicName, since: Type.Optional(Version) },
    {
      description:
        'Asks for a topic. `since`, of an order alone, is the last version that the client has seen.',
    },
  ),
  unsubscribe: Type.Object(
    { type: Type.Literal('unsubscribe'), topic: TopicName },
    { description: 'Ends a topic.' },
  ),
  renew: Type.Object(
    { type: Type.Literal('renew'), ticket: Ticket },
    { description: 'Keeps the connection beyond its token, by a ticket for a newer one.' },
  ),
  ping: Type.Object(
    { type: Type.Literal('ping') },
    { description: 'Asks whether the server is there: a page cannot see the pings of WebSocket.' },
  ),
} as const;

/** Everything that the server may say, by `type`. */
export const serverFrames = {
  welcome: Type.Object(
    {
      type: Type.Literal('welcome'),
      connectionId: Type.String(),
      expiresAt: Instant,
      heartbeatMs: Type.Integer({ minimum: 1 }),
    },
    {
      description:
        'The ticket is good. Without a `renew`, the connection ends at `expiresAt`. Silence of two heartbeats is a dead connection: send a `ping` within each.',
    },
  ),
  snapshot: Type.Object(
    {
      type: Type.Literal('snapshot'),
      topic: TopicName,
      orders: Type.Array(ListedOrder),
      isWhole: Type.Boolean(),
    },
    {
      description:
        'The list as it is, newest first, at most 100. `isWhole` is false where there is more than this; what staff watch begins empty.',
    },
  ),
  missed: Type.Object(
    {
      type: Type.Literal('missed'),
      topic: TopicName,
      updates: Type.Array(OrderUpdate),
      version: Version,
    },
    { description: 'Exactly what happened after `since`. `version` is the one to resume from.' },
  ),
  updates: Type.Object(
    {
      type: Type.Literal('updates'),
      topic: TopicName,
      updates: Type.Array(OrderUpdate, { minItems: 1 }),
    },
    {
      description:
        'What happened, oldest first. Of an order topic each version comes exactly once and in order; of a list, a version that is not above the one that is shown is to be ignored.',
    },
  ),
  unsubscribed: Type.Object(
    { type: Type.Literal('unsubscribed'), topic: TopicName },
    { description: 'The topic has ended; nothing follows.' },
  ),
  renewed: Type.Object(
    { type: Type.Literal('renewed'), expiresAt: Instant },
    { description: 'The connection lasts until then.' },
  ),
  pong: Type.Object({ type: Type.Literal('pong') }, { description: 'Answers a `ping`.' }),
  error: Type.Object(
    {
      type: Type.Literal('error'),
      code: Type.Union(
        [
          'invalid-frame',
          'not-authenticated',
          'already-authenticated',
          'ticket-invalid',
          'ticket-of-another',
          'forbidden',
          'unknown-order',
          'already-subscribed',
          'too-many-subscriptions',
          'unavailable',
        ].map((code) => Type.Literal(code)),
      ),
      message: Type.String(),
      topic: Type.Optional(TopicName),
    },
    {
      description:
        'What was asked for is not done. With a `topic`, that topic has ended; after `unavailable` it may be asked for again.',
    },
  ),
  restarting: Type.Object(
    { type: Type.Literal('restarting'), retryAfterMs: Type.Integer({ minimum: 0 }) },
    {
      description:
        'The last frame before a close with 1012: reconnect after so long, which is another time for every client.',
    },
  ),
} as const;

export type ClientFrame = {
  [T in keyof typeof clientFrames]: Static<(typeof clientFrames)[T]>;
}[keyof typeof clientFrames];
export type ServerFrame = {
  [T in keyof typeof serverFrames]: Static<(typeof serverFrames)[T]>;
}[keyof typeof serverFrames];

/** Why the server closes a connection: the code, and the reason that goes with it. RFC 6455 and IANA's registry; 4000 and up are ours. */
export const closings = {
  'unsupported-data': 1003,
  'malformed-json': 1007,
  'rate-limited': 1008,
  'too-many-connections': 1008,
  'too-big': 1009,
  restarting: 1012,
  'lease-lost': 1012,
  'slow-reader': 1013,
  unavailable: 1013,
  'ticket-invalid': 4401,
  'authentication-timeout': 4408,
  'token-expired': 4410,
} as const;
export type Closing = keyof typeof closings;
