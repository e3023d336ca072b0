import { AwsError } from '../emulator.ts';
import { queueUrl, storedQueueUrl } from './queue-name.ts';
import { checkRedrivePolicy } from './redrive-policy.ts';
import type { SqsAction, SqsContext } from './sqs-context.ts';

/** Attributes that fauxqs refuses to change, and that change nothing here. */
const keptBeside = [
  'RedriveAllowPolicy',
  'SqsManagedSseEnabled',
  'DeduplicationScope',
  'FifoThroughputLimit',
];

type Attributes = Record<string, string>;

function without(attributes: Attributes, names: readonly string[]): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)));
}

/** The actions on queues themselves. */
export function queueActions({ call, registry }: SqsContext): Record<string, SqsAction> {
  return {
    async CreateQueue(input, { host }) {
      const { QueueName } = input;
      const name = typeof QueueName === 'string' ? QueueName : '';
      if (!/^[\w-]{1,80}(\.fifo)?$/.test(name) || name.length > 80) {
        throw new AwsError(
          'InvalidParameterValue',
          'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
        );
      }
      const attributes = (input['Attributes'] ?? {}) as Attributes;
      if (attributes['RedrivePolicy']) {
        checkRedrivePolicy(attributes['RedrivePolicy'], name, registry);
      }
      const tags = input['tags'] ?? input['Tags'];
      await call('CreateQueue', {
        QueueName: name,
        Attributes: without(attributes, ['RedriveAllowPolicy', 'SqsManagedSseEnabled']),
        ...(tags !== undefined && { tags }),
      });
      registry.add(name, { SqsManagedSseEnabled: 'true', ...attributes });
      return { QueueUrl: queueUrl(name, host) };
    },

    async SetQueueAttributes({ QueueUrl, ...input }) {
      const queue = registry.get(QueueUrl);
      const attributes = (input['Attributes'] ?? {}) as Attributes;
      if (attributes['RedrivePolicy']) {
        checkRedrivePolicy(attributes['RedrivePolicy'], queue.name, registry);
      }
      await call('SetQueueAttributes', {
        QueueUrl: storedQueueUrl(queue.name),
        Attributes: without(attributes, keptBeside),
      });
      Object.assign(queue.attributes, attributes);
      return {};
    },

    async GetQueueAttributes({ QueueUrl, AttributeNames }) {
      const queue = registry.get(QueueUrl);
      const names = (AttributeNames ?? []) as string[];
      if (names.length === 0) return {};
      const output = await call('GetQueueAttributes', {
        QueueUrl: storedQueueUrl(queue.name),
        AttributeNames: names,
      });
      const attributes = { ...(output['Attributes'] as Attributes) };
      for (const name of keptBeside) {
        const value = queue.attributes[name];
        if (value && (names.includes('All') || names.includes(name))) attributes[name] = value;
      }
      // An attribute that was set to nothing is gone.
      return { Attributes: Object.fromEntries(Object.entries(attributes).filter(([, v]) => v)) };
    },

    async DeleteQueue({ QueueUrl }) {
      const { name } = registry.get(QueueUrl);
      registry.remove(name);
      return call('DeleteQueue', { QueueUrl: storedQueueUrl(name) });
    },

    GetQueueUrl({ QueueName }, { host }) {
      return Promise.resolve({ QueueUrl: queueUrl(registry.get(QueueName).name, host) });
    },

    async ListQueues(input, { host }) {
      const { QueueUrls } = await call('ListQueues', input);
      return { QueueUrls: (QueueUrls as string[]).map((url) => onHost(url, host)) };
    },

    ListDeadLetterSourceQueues({ QueueUrl }, { host }) {
      const sources = registry.sourcesOf(registry.get(QueueUrl).arn);
      return Promise.resolve({ queueUrls: sources.map(({ name }) => queueUrl(name, host)) });
    },
  };
}

function onHost(storedUrl: string, host: string): string {
  return queueUrl(storedUrl.slice(storedUrl.lastIndexOf('/') + 1), host);
}
