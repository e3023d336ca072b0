import type { ClientFrame, ServerFrame } from '@waybill/contracts/live-protocol';
import { violations } from '@waybill/contracts/validation';
import { CustomerId } from '@waybill/contracts/values';
import { Refused } from '@waybill/runtime/http/json-client';
import { Problem } from '@waybill/runtime/http/problem';
import type { Platform } from '@waybill/runtime/platform';
import { channelOf, orderOf, partitionOf, staffPartition } from './domain/topic.ts';
import type { Hub } from './hub.ts';
import type { Line } from './line.ts';
import type { OrderBook } from './order-book.ts';
import { Presence } from './presence.ts';
import type { Pod, Registry } from './registry.ts';
import {
  ListSubscription,
  OrderSubscription,
  unknownOrder,
  type Subscription,
} from './subscription.ts';
import type { Holder, TicketOffice } from './ticket-office.ts';

/** What sessions work with. */
export interface Adapters {
  readonly platform: Platform;
  readonly tickets: TicketOffice;
  readonly registry: Registry;
  readonly orders: OrderBook;
  readonly hub: Hub;
  readonly leaseMs: number;
  readonly heartbeatMs: number;
}

type ErrorCode = Extract<ServerFrame, { type: 'error' }>['code'];
type Asking = Extract<ClientFrame, { type: 'subscribe' }>;

const authenticateWithinMs = 5_000;
const maxSubscriptions = 50;

/** One connection: whose it is, and what it watches. */
export class Session {
  readonly id: string;
  readonly #adapters: Adapters;
  readonly #line: Line;
  readonly #presence: Presence;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #deadlineMs: number;
  #authentication: Promise<Holder | undefined> | undefined;
  #holder: Holder | undefined;
  #hasEnded = false;

  constructor(adapters: Adapters, line: Line, pod: Pod) {
    const { platform, registry, leaseMs } = adapters;
    this.id = platform.newId();
    this.#adapters = adapters;
    this.#line = line;
    this.#presence = new Presence(platform, registry, { connectionId: this.id, pod, leaseMs });
    this.#deadlineMs = platform.now().getTime() + authenticateWithinMs;
  }

  /** Whose it is; `undefined` until the ticket was found good. */
  get subject(): string | undefined {
    return this.#holder?.subject;
  }

  /** Does what the client asks. Never rejects. */
  async receive(frame: ClientFrame): Promise<void> {
    try {
      await this.#do(frame);
    } catch (error) {
      this.#fail(error, 'topic' in frame ? frame.topic : undefined);
    }
  }

  authenticate(ticket: string): void {
    if (this.#authentication) {
      this.#error('already-authenticated', 'Use renew for another ticket');
      return;
    }
    this.#authentication = this.#admit(ticket).catch((error: unknown) => {
      this.#adapters.platform.log.warn({ err: error }, 'authentication-failed');
      this.#line.close('unavailable');
      return undefined;
    });
  }

  /** Sees to what time brings. */
  tick(nowMs: number): void {
    const holder = this.#holder;
    if (!holder) {
      if (nowMs >= this.#deadlineMs) this.#line.close('authentication-timeout');
      return;
    }
    if (nowMs >= holder.expiresAtMs) {
      this.#line.close('token-expired');
      return;
    }
    void this.#presence.renew(nowMs).then((isKnown) => {
      if (!isKnown) this.#line.close('lease-lost');
    });
    for (const subscription of this.#subscriptions.values()) {
      subscription.lookAgain(nowMs).catch((error: unknown) => {
        this.#adapters.platform.log.warn({ err: error }, 'look-failed');
      });
    }
  }

  /** Resolves when nobody sends anything here for its sake any more. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    for (const { topic } of this.#subscriptions.values()) this.#leave(topic);
    await this.#presence.end();
  }

  async #do(frame: ClientFrame): Promise<void> {
    if (frame.type === 'ping') {
      this.#line.send({ type: 'pong' });
      return;
    }
    if (frame.type === 'authenticate') {
      this.authenticate(frame.ticket);
      return;
    }
    if (!(await this.#authentication)) {
      this.#error('not-authenticated', 'Send a ticket first');
      return;
    }
    switch (frame.type) {
      case 'renew':
        await this.#renew(frame.ticket);
        return;
      case 'unsubscribe':
        this.#leave(frame.topic);
        this.#line.send({ type: 'unsubscribed', topic: frame.topic });
        return;
      case 'subscribe':
        await this.#subscribe(frame);
    }
  }

  async #admit(ticket: string): Promise<Holder | undefined> {
    const holder = await this.#adapters.tickets.claim(ticket);
    if (!holder) {
      this.#line.close('ticket-invalid');
      return undefined;
    }
    this.#holder = holder;
    this.#line.send({
      type: 'welcome',
      connectionId: this.id,
      expiresAt: new Date(holder.expiresAtMs).toISOString(),
      heartbeatMs: this.#adapters.heartbeatMs,
    });
    return holder;
  }

  async #renew(ticket: string): Promise<void> {
    const renewed = await this.#adapters.tickets.claim(ticket);
    const { subject, isStaff } = this.#known();
    if (!renewed) {
      this.#error('ticket-invalid', 'The ticket is over, was used, or is none');
    } else if (renewed.subject !== subject || renewed.isStaff !== isStaff) {
      this.#error('ticket-of-another', 'The ticket is not of whom this connection is');
    } else {
      this.#holder = renewed;
      const expiresAt = new Date(renewed.expiresAtMs).toISOString();
      this.#line.send({ type: 'renewed', expiresAt });
    }
  }

  /** Listen, then register, then ask the source: what happened before is in the answer, and what happens from then on is heard. */
  async #subscribe({ topic, since = 0 }: Asking): Promise<void> {
    if (this.#subscriptions.has(topic)) {
      this.#error('already-subscribed', 'This topic is subscribed to already');
      return;
    }
    if (this.#subscriptions.size >= maxSubscriptions) {
      this.#error('too-many-subscriptions', `At most ${maxSubscriptions} topics`, topic);
      return;
    }
    const subscription = this.#make(topic, since);
    this.#subscriptions.set(topic, subscription);
    this.#adapters.hub.listen(subscription.channel, subscription);
    await this.#presence.announce(await this.#partition(topic), this.#known().subject);
    if (!this.#isOver(subscription)) await subscription.fill();
  }

  #make(topic: string, since: number): Subscription {
    const { orders, platform } = this.#adapters;
    const around = {
      topic,
      channel: channelOf(topic, this.#known()),
      orders,
      token: () => this.#known().token,
      send: (frame: ServerFrame) => {
        if (!this.#isOver(subscription)) this.#line.send(frame);
      },
      tell: (frame: Buffer) => this.#line.tell(frame),
      recover: () => {
        subscription.fill().catch((error: unknown) => this.#fail(error, topic));
      },
    };
    const orderId = orderOf(topic);
    const { isStaff } = this.#known();
    const subscription: Subscription =
      orderId === undefined
        ? new ListSubscription(around, { isStaff, nowMs: platform.now().getTime() })
        : new OrderSubscription(around, orderId, since);
    return subscription;
  }

  /** Where those stand whom the topic's updates concern. A customer's are all in one place, whatever they watch. */
  async #partition(topic: string): Promise<string> {
    const { isStaff, subject, token } = this.#known();
    if (!isStaff) {
      if (violations(CustomerId, subject).length > 0) {
        throw new Problem(403, 'forbidden', 'The subject of the token is no customer id');
      }
      return partitionOf(subject);
    }
    const orderId = orderOf(topic);
    if (orderId === undefined) return staffPartition;
    const order = await this.#adapters.orders.missed(orderId, 0, token);
    if (!order) throw unknownOrder();
    return partitionOf(order.customerId);
  }

  #leave(topic: string): void {
    const subscription = this.#subscriptions.get(topic);
    if (!subscription) return;
    this.#subscriptions.delete(topic);
    this.#adapters.hub.leave(subscription.channel, subscription);
  }

  #isOver(subscription: Subscription): boolean {
    return this.#hasEnded || this.#subscriptions.get(subscription.topic) !== subscription;
  }

  #fail(error: unknown, topic?: string): void {
    if (topic !== undefined) this.#leave(topic);
    if (error instanceof Refused && error.status === 401) {
      this.#line.close('token-expired');
    } else if (error instanceof Problem && error.code === 'unknown-order') {
      this.#error('unknown-order', error.message, topic);
    } else if (error instanceof Problem || (error instanceof Refused && error.status === 403)) {
      this.#error('forbidden', 'This is not for you', topic);
    } else {
      this.#adapters.platform.log.warn({ err: error }, 'frame-failed');
      this.#error('unavailable', 'Something that this needs is away; try again', topic);
    }
  }

  #error(code: ErrorCode, message: string, topic?: string): void {
    this.#line.send({ type: 'error', code, message, ...(topic !== undefined && { topic }) });
  }

  #known(): Holder {
    if (!this.#holder) throw new Error('a session is asked before it is known whose it is');
    return this.#holder;
  }
}
