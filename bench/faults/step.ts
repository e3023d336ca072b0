import { tables } from './tables.ts';
import type { Call, Fields, Reply } from './call.ts';

/**
 * What a call is on an order's way, whatever the order: `orders PutItem order-commits {order}/1`. A call that carries
 * several things at once, as a batch does, is several steps.
 */
export type Step = string;

/** The names that DynamoDB's items and keys have on the wire. */
type Attributes = Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;

interface Entry {
  readonly Detail?: string;
  readonly MessageBody?: string;
  readonly Body?: string;
  readonly ReceiptHandle?: string;
}

const orderIds = /\bord-[a-z0-9]+/g;
/** Work that goes on whether there are orders or not. */
const housekeeping = /^(leases|deadlines \{)/;

/** Reads the steps in calls, of one process group over one AWS. */
export class StepReader {
  /** What was received under a receipt handle. */
  readonly #received = new Map<string, string>();
  readonly #checkpoints = new Map<string, string>();
  readonly #past = new Set<string>();

  /** What comes of this order from now on is none of the next one's way. */
  forget(orderId: string): void {
    this.#past.add(orderId);
  }

  /** The steps that a call is, as far as its request tells. */
  asked(call: Call): Step[] {
    return this.#steps(call, this.#askedFor(call));
  }

  /** The steps that a call turned out to be: messages and changes that it brought. */
  brought(call: Call, { output }: Reply): Step[] {
    return this.#steps(call, this.#broughtBy(call, output));
  }

  #steps({ caller, operation }: Call, things: readonly string[]): Step[] {
    const place = operation.includes(' ') ? '' : ` ${operation}`;
    const present = things.filter((thing) => !housekeeping.test(thing) && !this.#isPast(thing));
    return present.map((thing) => `${caller}${place} ${anonymous(thing)}`);
  }

  #isPast(thing: string): boolean {
    const orders = thing.match(orderIds) ?? [];
    return orders.length > 0 && orders.every((orderId) => this.#past.has(orderId));
  }

  #askedFor({ operation, input, api }: Call): string[] {
    const entries = (input.Entries ?? []) as Entry[];
    switch (operation) {
      case 'PutItem':
        return this.#put(String(input.TableName), input.Item as Attributes);
      case 'GetItem':
      case 'UpdateItem':
      case 'DeleteItem':
        return [keyOf(String(input.TableName), input.Key as Attributes)];
      case 'Query':
        return [`${logical(input.TableName)} ${valuesOf(input.ExpressionAttributeValues)}`];
      case 'BatchGetItem':
        return Object.entries((input.RequestItems ?? {}) as Fields).map(([table, keys]) =>
          [...(keys as { Keys: Attributes[] }).Keys.map((key) => keyOf(table, key))].join(' + '),
        );
      case 'TransactWriteItems':
        return [(input.TransactItems as Fields[]).map(actionOf).sort().join(' + ')];
      case 'PutEvents':
        return entries.map(({ Detail = '{}' }) => messageOf(input, Detail));
      case 'SendMessageBatch':
        return entries.map(({ MessageBody = '{}' }) => messageOf(input, MessageBody));
      case 'DeleteMessageBatch':
      case 'ChangeMessageVisibilityBatch':
        return entries.flatMap(({ ReceiptHandle = '' }) => this.#received.get(ReceiptHandle) ?? []);
      case 'SendEmail':
      case 'SendRawEmail':
        return [`mail ${valuesOf(input)}`.match(/received|shipped|cancelled/)?.[0] ?? 'mail'];
      default:
        return api === 'http' ? [operation] : [];
    }
  }

  #broughtBy({ operation, input }: Call, output: Fields): string[] {
    if (operation === 'ReceiveMessage') {
      return ((output.Messages ?? []) as Entry[]).map(({ Body = '{}', ReceiptHandle = '' }) => {
        const message = messageOf(input, Body);
        this.#received.set(ReceiptHandle, message);
        return message;
      });
    }
    if (operation !== 'GetRecords') return [];
    return ((output.Records ?? []) as { Data: string }[]).flatMap(({ Data }) => {
      const text = Buffer.from(Data, 'base64').toString();
      if (!text.startsWith('{')) return [];
      const { tableName, dynamodb } = JSON.parse(text) as {
        tableName?: string;
        dynamodb?: { Keys: Attributes };
      };
      // Which change of a table it is makes no difference to a reader: all are read alike.
      return tableName && dynamodb && !this.#isPast(keyOf(tableName, dynamodb.Keys))
        ? [`changes of ${logical(tableName)}`]
        : [];
    });
  }

  /** Of a lease, only a put that moves the checkpoint is a step of the order. */
  #put(table: string, item: Attributes): string[] {
    const { leaseKey, checkpoint } = item;
    if (!leaseKey?.S || !checkpoint?.S) return [keyOf(table, item)];
    const before = this.#checkpoints.get(leaseKey.S);
    this.#checkpoints.set(leaseKey.S, checkpoint.S);
    const stream = leaseKey.S.split('/').slice(0, 2).join(' of ');
    return before === undefined || before === checkpoint.S ? [] : [`checkpoint ${stream}`];
  }
}

function actionOf(action: Fields): string {
  const [[kind, operands] = []] = Object.entries(action);
  const { TableName, Item, Key } = (operands ?? {}) as Fields;
  return `${kind ?? ''} ${keyOf(String(TableName), (Item ?? Key) as Attributes)}`;
}

/** An item's table and key: `order-commits {order}/1`. */
function keyOf(table: string, item: Attributes): string {
  const name = logical(table);
  const { partitionKey = '', sortKey } = tables.get(name) ?? {};
  // Which bucket a deadline is in depends on the order's id.
  const fields = partitionKey === 'bucket' ? [sortKey?.name] : [partitionKey, sortKey?.name];
  const values = fields.flatMap((field) => valueOf(item[field ?? '']) ?? []);
  return `${name} ${values.join('/')}`;
}

function valueOf(attribute: Attributes[string] | undefined): string | undefined {
  return attribute?.S ?? attribute?.N;
}

/** A message's type, and of which commit it is. */
function messageOf({ QueueUrl }: Fields, body: string): string {
  const { detail, ...rest } = JSON.parse(body) as Fields;
  const { metadata } = (detail ?? rest) as { metadata?: { eventId: string } };
  const queue = typeof QueueUrl === 'string' ? `${QueueUrl.split('/').at(-1) ?? ''} ` : '';
  return `${queue.replace(/^local-/, '')}${metadata?.eventId ?? 'a message'}`;
}

function valuesOf(values: unknown): string {
  return JSON.stringify(values ?? {});
}

function logical(table: unknown): string {
  return String(table).replace(/^local-/, '');
}

/** The same for every order: ids, instants and fingerprints have no say. */
function anonymous(text: string): string {
  return text
    .replaceAll(orderIds, '{order}')
    .replaceAll(/\b(cust|guest)-[a-z0-9]+/g, '{customer}')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '{time}');
}
