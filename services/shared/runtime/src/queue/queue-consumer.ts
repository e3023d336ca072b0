import type { Consumer } from '@waybill/kernel/consumer';
import { backoffMs } from '../backoff.ts';
import { because } from '../cause.ts';
import type { Platform } from '../platform.ts';
import type { Worker } from '../worker.ts';
import { fateOf, type Fate } from './fate.ts';
import { Hand, type Held } from './hand.ts';
import { Outage } from './outage.ts';
import type { QueueMessage, QueuePort } from './queue-port.ts';
import { parseMessage, type Received } from './received.ts';
import { Settlement } from './settlement.ts';
import { createSqsQueue } from './sqs-queue.ts';
import { Window } from './window.ts';

/** How a queue is consumed. Durations in milliseconds. */
export interface QueueOptions {
  /** Messages in hand at once. */
  readonly concurrency: number;
  /** Long polls under way at once. */
  readonly pollers: number;
  /** The first wait after a failure; doubles with every receive, up to `retryCapMs`. */
  readonly retryBaseMs: number;
  readonly retryCapMs: number;
  /** The most that one handling may take; then its signal fires and its message is no longer kept. */
  readonly handlingMs: number;
  /** How long a stop waits for handlers before it gives their messages up. */
  readonly drainMs: number;
  /** How long the messages of a pod that is killed are missed; without it, as long as the queue itself says. In seconds. */
  readonly visibilitySeconds?: number;
}

const outageCapMs = 30_000;
/** Beyond what handlers may take: a long poll of 20 s, or the longest wait after one that failed. */
const stillAfterMs = 60_000;

/** Consumes a service's queue in SQS. */
export async function createQueueConsumer(
  platform: Platform,
  consumer: Consumer,
  options: QueueOptions,
): Promise<Worker> {
  const queue = await createSqsQueue(platform, consumer.service, options);
  return consumeQueue(platform, consumer, queue, options);
}

/** Consumes a queue: a window of messages in hand, independent of the batches in which they come and go. */
export function consumeQueue(
  platform: Platform,
  consumer: Consumer,
  queue: QueuePort,
  options: QueueOptions,
): Worker {
  const { log, metrics, now, random, sleep } = platform;
  const window = new Window(options.concurrency);
  const hand = new Hand(queue, platform, options.handlingMs);
  const settlement = new Settlement(platform, consumer, queue, options);
  const outage = new Outage(platform, {
    probeBaseMs: options.retryBaseMs,
    probeCapMs: outageCapMs,
  });
  const stopping = new AbortController();
  let failedReceives = 0;
  let turnedAtMs: number | undefined;
  const turned = (): void => {
    turnedAtMs = now().getTime();
  };

  async function handle({ reaction, data, metadata }: Received, held: Held): Promise<Fate> {
    held.handledSinceMs = now().getTime();
    const end = metrics.handling.startTimer({ type: reaction.contract.type });
    try {
      await reaction.handle(data, { metadata, signal: held.ownership.signal });
      return { outcome: 'done' };
    } catch (error) {
      return fateOf(error);
    } finally {
      held.handledSinceMs = undefined;
      end();
    }
  }

  /** A message that finds something away is kept in hand, so that no receive is burnt, and tried when its turn comes. */
  async function handleThroughOutages(received: Received, held: Held): Promise<Fate> {
    const { type } = received.reaction.contract;
    let isProbe = false;
    for (;;) {
      const fate = await handle(received, held);
      metrics.messages.inc({ type, outcome: fate.outcome });
      if (fate.outcome !== 'unavailable') {
        outage.succeeded();
        return fate;
      }
      log.warn({ messageId: held.message.id, err: fate.error }, 'message-unavailable');
      outage.failed(isProbe);
      const over = AbortSignal.any([stopping.signal, held.ownership.signal]);
      isProbe = await outage.turn(over);
      if (over.aborted) return fate;
    }
  }

  async function process(held: Held): Promise<void> {
    const { message } = held;
    const received = parsed(consumer, message);
    if ('outcome' in received) {
      metrics.messages.inc({ type: 'unknown', outcome: received.outcome });
      await settlement.settle(message, received);
      return;
    }
    const { correlationId, eventId, traceparent, replay } = received.metadata;
    await because({ correlationId, causationId: eventId, traceparent, replay }, async () => {
      const fate = await handleThroughOutages(received, held);
      if (fate.outcome === 'done') hand.finished(held);
      // What was given up at a stop is visible already, and must not be hidden again.
      if (hand.holds(held) || fate.outcome === 'done') await settlement.settle(message, fate);
    });
  }

  async function take(message: QueueMessage): Promise<void> {
    if (hand.wasFinished(message)) {
      settlement.acknowledge(message);
      return;
    }
    const held = hand.take(message);
    metrics.inFlight.inc();
    if (message.sentAtMs > 0) {
      metrics.messageAge.observe(Math.max(0, now().getTime() - message.sentAtMs) / 1_000);
    }
    try {
      await process(held);
    } catch (error) {
      // It becomes visible again by itself.
      log.warn({ messageId: message.id, err: error }, 'message-not-settled');
    } finally {
      metrics.inFlight.dec();
      hand.letGo(held);
      // With nothing in hand nobody is left to probe: the next message does.
      if (hand.isEmpty) outage.succeeded();
    }
  }

  const receiver = queue.receive({
    ready: async (signal) => {
      turned();
      const wait = { baseMs: 200, capMs: outageCapMs, random };
      if (failedReceives > 0) await sleep(backoffMs(failedReceives, wait), signal);
      await outage.over(signal);
      turned();
      await window.room(signal);
      turned();
    },
    take: (messages) => {
      failedReceives = 0;
      messages.forEach((message) => void window.run(() => take(message)));
    },
    failed: (error) => {
      failedReceives += 1;
      log.warn({ err: error }, 'receive-failed');
    },
  });

  return {
    start: () => {
      turned();
      hand.start();
      receiver.start();
    },
    isTurning: () => {
      if (turnedAtMs === undefined || stopping.signal.aborted) return false;
      // It waits for what is away, on purpose.
      return outage.isOn || now().getTime() - turnedAtMs < options.handlingMs + stillAfterMs;
    },
    stop: async () => {
      stopping.abort();
      await receiver.stop();
      const drained = new AbortController();
      await Promise.race([window.idle(), sleep(options.drainMs, drained.signal)]);
      drained.abort();
      await hand.stop();
      await hand.release();
      await settlement.flush();
    },
  };
}

function parsed(consumer: Consumer, { body }: QueueMessage): Received | Fate {
  try {
    return parseMessage(consumer, body);
  } catch (error) {
    return fateOf(error);
  }
}
