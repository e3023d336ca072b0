import type { Aws } from '@waybill/runtime/aws';

/** A right that a call needs: an action of IAM on a resource, by the resource's name in AWS. */
export interface Need {
  readonly service: string;
  /** e.g. `dynamodb:PutItem`. */
  readonly action: string;
  /** e.g. `table/local-orders`, `table/local-orders/index/by-customer`, `queue/local-orders`. */
  readonly resource: string;
}

type Input = Readonly<Record<string, unknown>>;
type Next = (args: { input: Input }) => Promise<unknown>;
interface Stack {
  add(
    middleware: (next: Next, context: { commandName?: string }) => Next,
    options: { step: 'initialize'; name: string },
  ): void;
}

/** Has `look` see what every call of a service's clients needs, before it is made; what it throws fails the call. */
export function watchNeeds(service: string, aws: Aws, look: (need: Need) => void): void {
  const { dynamo, events, kinesis, s3, ses, sqs, sqsPolling } = aws;
  for (const { middlewareStack } of [dynamo, events, kinesis, s3, ses, sqs, sqsPolling]) {
    (middlewareStack as unknown as Stack).add(
      (next, { commandName = '' }) =>
        (args) => {
          const operation = commandName.replace(/Command$/, '');
          const needs = needsOf(operation, args.input).map(([action, resource]) => ({
            ...{ service, action, resource },
          }));
          needs.forEach(look);
          return next(args);
        },
      { step: 'initialize', name: 'watchNeeds' },
    );
  }
}

/** The actions and resources that an operation of an SDK needs. @throws Error for one that nobody has thought of */
function needsOf(operation: string, input: Input): readonly (readonly [string, string])[] {
  const text = (field: string): string => String(input[field]);
  const table = (): string => `table/${text('TableName')}`;
  switch (operation) {
    case 'GetItem':
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return [[`dynamodb:${operation}`, table()]];
    case 'Query':
    case 'Scan':
      return [
        [
          `dynamodb:${operation}`,
          'IndexName' in input && input.IndexName !== undefined
            ? `${table()}/index/${text('IndexName')}`
            : table(),
        ],
      ];
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.keys(input.RequestItems as object).map((name) => [
        `dynamodb:${operation}`,
        `table/${name}`,
      ]);
    case 'TransactWriteItems':
      return (input.TransactItems as Readonly<Record<string, { TableName: string }>>[]).flatMap(
        (item) =>
          Object.entries(item).map(
            ([kind, { TableName }]) =>
              [
                `dynamodb:${kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`}`,
                `table/${TableName}`,
              ] as const,
          ),
      );
    case 'PutEvents':
      return (input.Entries as { EventBusName?: string }[]).map(({ EventBusName = 'default' }) => [
        'events:PutEvents',
        `event-bus/${EventBusName}`,
      ]);
    // Its iterator says to Kinesis alone of which stream it is: whoever asks for one reads with it.
    case 'GetShardIterator':
      return [
        [`kinesis:${operation}`, `stream/${text('StreamName')}`],
        ['kinesis:GetRecords', `stream/${text('StreamName')}`],
      ];
    case 'GetRecords':
      return [];
    case 'PutRecords':
    case 'ListShards':
      return [[`kinesis:${operation}`, `stream/${text('StreamName')}`]];
    case 'GetObject':
    case 'HeadObject':
      return [
        ['s3:GetObject', `bucket/${text('Bucket')}/${folderOf(text('Key'))}`],
        // By which S3 says 404 of an object that is not there, and not 403.
        ['s3:ListBucket', `bucket/${text('Bucket')}`],
      ];
    case 'GetObjectTagging':
    case 'PutObjectTagging':
    case 'PutObject':
      return [[`s3:${operation}`, `bucket/${text('Bucket')}/${folderOf(text('Key'))}`]];
    case 'SendEmail':
      return [
        ['ses:SendEmail', 'identity/sender'],
        ...(input.ConfigurationSetName === undefined
          ? []
          : [['ses:SendEmail', `configuration-set/${text('ConfigurationSetName')}`] as const]),
      ];
    case 'GetQueueUrl':
      return [['sqs:GetQueueUrl', `queue/${text('QueueName')}`]];
    case 'SendMessageBatch':
      return [['sqs:SendMessage', queueOf(text('QueueUrl'))]];
    case 'DeleteMessageBatch':
      return [['sqs:DeleteMessage', queueOf(text('QueueUrl'))]];
    case 'ChangeMessageVisibilityBatch':
      return [['sqs:ChangeMessageVisibility', queueOf(text('QueueUrl'))]];
    case 'SendMessage':
    case 'ReceiveMessage':
    case 'DeleteMessage':
    case 'ChangeMessageVisibility':
    case 'GetQueueAttributes':
      return [[`sqs:${operation}`, queueOf(text('QueueUrl'))]];
    default:
      throw new Error(`${operation}: say in infra/local/grants/calls.ts what it needs`);
  }
}

const queueOf = (url: string): string => `queue/${url.split('/').at(-1) ?? ''}`;
const folderOf = (key: string): string => key.slice(0, key.indexOf('/') + 1);
