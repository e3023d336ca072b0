import {
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  type Message,
  type ReceiveMessageCommandInput,
  type ReceiveMessageCommandOutput,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Envelope } from '@waybill/contracts/envelope';
import type { Platform } from '@waybill/runtime/platform';
import { eventually } from './eventually.ts';

/** Which messages are meant: those of a type in front of a service. */
export interface Which {
  readonly service: string;
  readonly type: string;
  /** Their order's id, or the correlation id of the request that led to them, which is known before. */
  readonly about: string;
}

/** Messages that lie in front of their service. */
export interface KeptBack {
  /** Resolves when one lies there. */
  arrived(): Promise<void>;
  /** Lets them, and all that are like them, through. */
  letThrough(): Promise<void>;
}

interface Stop extends Which {
  readonly kept: (() => Promise<unknown>)[];
  isOpen: boolean;
}

interface Watch extends Which {
  readonly act: () => void;
}

/** A message that a service has received. */
interface Comer {
  readonly service: string;
  readonly sqs: SQSClient;
  readonly QueueUrl: string | undefined;
  readonly message: Message;
}

/** A message of ours, or a notice of AWS itself. */
type Said = Omit<Envelope, 'detail'> & { readonly detail: Partial<Envelope['detail']> };

/** Stands between the services and their queues: keeps chosen messages back, and sees every other pass. */
export class Turnstile {
  readonly #stops: Stop[] = [];
  readonly #watches: Watch[] = [];
  readonly #repeated = new Set<string>();
  readonly #seen = new Set<string>();

  /** For `startSystem`. */
  readonly platform = (service: string, platform: Platform): Platform => ({
    ...platform,
    aws: { ...platform.aws, sqsPolling: this.#guarded(service, platform.aws.sqsPolling) },
  });

  keepBack(which: Which): KeptBack {
    const stop: Stop = { ...which, kept: [], isOpen: false };
    this.#stops.push(stop);
    return {
      arrived: () =>
        eventually(() => {
          if (stop.kept.length === 0) throw new Error(`no ${which.type} for ${which.service} yet`);
        }),
      letThrough: async () => {
        stop.isOpen = true;
        await Promise.all(stop.kept.splice(0).map((release) => release()));
      },
    };
  }

  /** Has every message that this request leads to come to its service a second time. */
  repeat(correlationId: string): void {
    this.#repeated.add(correlationId);
  }

  /** Does `act` at the instant at which the first of these messages is handed to its service. */
  atInstantOf<T>(which: Which, act: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const once = { ...which, act: () => void act().then(resolve, reject) };
      this.#watches.push(once);
    });
  }

  #guarded(service: string, sqs: SQSClient): SQSClient {
    const send = async (
      command: { readonly input: ReceiveMessageCommandInput },
      options: object,
    ): Promise<ReceiveMessageCommandOutput> => {
      const answer = await sqs.send(command as never, options);
      const { Messages = [], ...rest } = answer as ReceiveMessageCommandOutput;
      const { QueueUrl } = command.input;
      const passes = (message: Message) => this.#passes({ service, sqs, QueueUrl, message });
      return { ...rest, Messages: Messages.filter(passes) };
    };
    return new Proxy(sqs, {
      get: (target, name) => (name === 'send' ? send : (Reflect.get(target, name) as unknown)),
    });
  }

  #passes({ service, sqs, QueueUrl, message: { Body = '{}', ReceiptHandle } }: Comer): boolean {
    const { 'detail-type': type, detail } = JSON.parse(Body) as Said;
    // A notice of AWS itself, which belongs to no order.
    if (detail.metadata === undefined) return true;
    const { correlationId, eventId } = detail.metadata;
    const about = [detail.orderId, correlationId];
    const isMeant = (which: Which): boolean =>
      which.service === service && which.type === type && about.includes(which.about);

    const stop = this.#stops.find((each) => !each.isOpen && isMeant(each));
    if (stop) {
      const now = { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 };
      stop.kept.push(() => sqs.send(new ChangeMessageVisibilityCommand(now)));
      return false;
    }
    const watch = this.#watches.findIndex(isMeant);
    if (watch >= 0) this.#watches.splice(watch, 1)[0]?.act();

    const delivery = `${eventId} to ${service}`;
    if (this.#repeated.has(correlationId) && !this.#seen.has(delivery)) {
      this.#seen.add(delivery);
      void sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: Body }));
    }
    return true;
  }
}
