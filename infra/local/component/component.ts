import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type Message,
} from '@aws-sdk/client-sqs';
import type { Entry } from '@waybill/contracts/contract';
import type { Metadata } from '@waybill/contracts/envelope';
import { deadLetterName } from '@waybill/contracts/names';
import { entriesOf, type Commit } from '@waybill/kernel/commit';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import type { Platform } from '@waybill/runtime/platform';
import type { Table } from '@waybill/runtime/table';
import request from 'supertest';
import { messageOf } from './message.ts';
import { startComponent, type ComponentOptions, type Running } from './start.ts';
import { soon } from './soon.ts';
import { tally, type Interception } from './wire.ts';

/** Runs one service, wired as in production, around the tests of a file: alone, over an embedded AWS of its own. */
export function useComponent(service: string, options: ComponentOptions = {}): Component {
  let running: Running | undefined;
  beforeAll(async () => {
    running = await startComponent(service, options);
  });
  afterEach(() => running?.wire.intercept());
  afterAll(() => running?.stop());
  return new Component(service, () => {
    if (!running) throw new Error('a component runs only within tests and their hooks');
    return running;
  });
}

/** What goes into a service, and what leaves it. */
export class Component {
  readonly #service: string;
  readonly #running: () => Running;
  readonly #tokens = new Map<string, Promise<string>>();

  constructor(service: string, running: () => Running) {
    this.#service = service;
    this.#running = running;
  }

  get platform(): Platform {
    return this.#running().platform;
  }

  /** Where the service answers. */
  get url(): string {
    return this.#running().url;
  }

  /** Somebody who sends requests; without a subject, anybody. */
  async client(subject?: string, ...roles: string[]) {
    const { url } = this.#running();
    const agent = request.agent(url);
    if (subject === undefined) return agent;
    const key = [subject, ...roles].join();
    const token = this.#tokens.get(key) ?? tokenOf(url, subject, roles);
    this.#tokens.set(key, token);
    return agent.set('authorization', `Bearer ${await token}`);
  }

  /** Puts a message into the service's queue. */
  async hears(entry: Entry, about?: Partial<Metadata>): Promise<void> {
    await this.receives(messageOf(entry, about));
  }

  /** Puts any text into the service's queue. */
  async receives(MessageBody: string): Promise<void> {
    const QueueUrl = await this.#urlOf(this.#service);
    await this.platform.aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  }

  /** Resolves when every message of the service's queue is handled and acknowledged. */
  async settled(): Promise<void> {
    const QueueUrl = await this.#urlOf(this.#service);
    const AttributeNames = [
      'ApproximateNumberOfMessages' as const,
      'ApproximateNumberOfMessagesNotVisible' as const,
    ];
    await soon(async () => {
      const { Attributes = {} } = await this.platform.aws.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames }),
      );
      expect(Object.values(Attributes)).toEqual(['0', '0']);
    }, 20_000);
  }

  /** Puts the entries' messages into the service's queue, all at once, and waits until they are handled. */
  async hasHeard(...entries: readonly Entry[]): Promise<void> {
    await Promise.all(entries.map((entry) => this.hears(entry)));
    await this.settled();
  }

  /** The messages that a queue holds now, up to ten. They stay there. */
  async messages(queue: string): Promise<Message[]> {
    const { Messages = [] } = await this.platform.aws.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: await this.#urlOf(queue),
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 0,
        MessageAttributeNames: ['All'],
      }),
    );
    return Messages;
  }

  /** Takes up to ten messages out of a queue. */
  async takes(queue: string): Promise<string[]> {
    const { sqs } = this.platform.aws;
    const QueueUrl = await this.#urlOf(queue);
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    const taken = Messages.map(({ ReceiptHandle = '' }) =>
      sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })),
    );
    await Promise.all(taken);
    return Messages.map(({ Body = '' }) => Body);
  }

  deadLetters(): Promise<Message[]> {
    return this.messages(deadLetterName(this.#service));
  }

  commits(table: string, aggregateId: string): Promise<Commit[]> {
    return createDynamoEventStore(this.platform, table).read(aggregateId);
  }

  /** Everything that an aggregate has committed, oldest first. */
  async said(table: string, aggregateId: string): Promise<Entry[]> {
    return entriesOf(await this.commits(table, aggregateId));
  }

  table<Item extends object>(name: string): Table<Item> {
    return createDynamoTable<Item>(this.platform, name);
  }

  /** How often the service calls each operation of AWS while something is done. */
  async callsDuring(work: () => Promise<unknown>): Promise<Record<string, number>> {
    const { calls } = this.#running().wire;
    const from = calls.length;
    await work();
    return tally(calls.slice(from));
  }

  /** Stands between the service and AWS until the test is over. */
  intercept(interception: Interception): void {
    this.#running().wire.intercept(interception);
  }

  /** A metric's value: the sum of all its series that have these labels. */
  async metric(name: string, labels: Readonly<Record<string, string>> = {}): Promise<number> {
    const metrics = await this.platform.metrics.registry.getMetricsAsJSON();
    const values = (metrics.find((metric) => metric.name === name)?.values ?? []) as {
      value: number;
      labels: Record<string, string | undefined>;
      metricName?: string;
    }[];
    return values
      .filter(({ metricName = name }) => metricName === name || metricName === `${name}_count`)
      .filter((each) => Object.entries(labels).every(([key, value]) => each.labels[key] === value))
      .reduce((sum, { value }) => sum + value, 0);
  }

  start(): void {
    this.#running().workers.start();
  }

  /** Stops the workers, as SIGTERM would. */
  stop(): Promise<void> {
    return this.#running().workers.stop();
  }

  async #urlOf(queue: string): Promise<string> {
    const { aws, name } = this.platform;
    const answer = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: name(queue) }));
    return answer.QueueUrl ?? '';
  }
}

async function tokenOf(url: string, subject: string, roles: readonly string[]): Promise<string> {
  const response = await request(url).post('/auth/dev-token').send({ subject, roles });
  return (response.body as { token: string }).token;
}
