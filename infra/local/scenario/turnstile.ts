import {
  ChangeMessageVisibilityCommand,
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

/** Stands between the services and their queues: keeps chosen messages back, and sees every other pass. */
export class Turnstile {
  readonly #stops: Stop[] = [];
  readonly #watches: Watch[] = [];

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
      const QueueUrl = command.input.QueueUrl;
      return {
        ...rest,
        Messages: Messages.filter((m) => this.#passes(service, m, { sqs, QueueUrl })),
      };
    };
    return new Proxy(sqs, {
      get: (target, name) => (name === 'send' ? send : (Reflect.get(target, name) as unknown)),
    });
  }

  #passes(
    service: string,
    { Body = '', ReceiptHandle }: Message,
    { sqs, QueueUrl }: { sqs: SQSClient; QueueUrl?: string },
  ): boolean {
    const { 'detail-type': type, detail } = JSON.parse(Body) as Envelope;
    const about = [detail.orderId, detail.metadata.correlationId];
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
    return true;
  }
}
