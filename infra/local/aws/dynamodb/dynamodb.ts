import {
  AwsError,
  jsonAnswer,
  jsonError,
  type Emulator,
  type WireRequest,
  type WireResponse,
} from '../emulator.ts';
import { ClientTokens } from './client-tokens.ts';
import { continuousBackupOperations } from './continuous-backups.ts';
import { Engine, type Request } from './engine.ts';
import { writeItem } from './item-writes.ts';
import { withTableNames } from './request.ts';
import { Store } from './store.ts';
import { streamingOperations } from './streaming.ts';
import type { PutRecords } from './streaming-destination.ts';
import { AllTableSettings } from './table-settings.ts';
import { tableOperations } from './tables.ts';
import { removeExpired, timeToLiveOperations } from './time-to-live.ts';
import { transactGet } from './transact-get.ts';
import { transactWrite } from './transact-write.ts';

const sweepEveryMs = 2_000;

export interface DynamoDbOptions {
  /** Where the changes of tables with a Kinesis streaming destination go. */
  readonly putRecords: PutRecords;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** Starts an empty DynamoDB in memory: dynalite, and what AWS has learnt since. */
export function createDynamoDb({ putRecords, now = Date.now }: DynamoDbOptions): Promise<Emulator> {
  const settings = new AllTableSettings();
  const store = new Store((change) => {
    const at = now();
    for (const destination of settings.of(change.table.TableName).destinations.values()) {
      destination.push(change, at);
    }
  });
  const engine = new Engine(store);
  const operations = allOperations(engine, settings, putRecords, now);
  const sweep = setInterval(() => removeExpired(store, settings, now()), sweepEveryMs).unref();

  return Promise.resolve({
    async handle(request: WireRequest): Promise<WireResponse> {
      try {
        const operation = operations.get(String(request.headers['x-amz-target']));
        if (!operation) throw new AwsError('UnknownOperationException', '');
        const answer = await operation(withTableNames(request.body));
        return jsonAnswer(typeof answer === 'object' ? answer : {}, 200, '1.0');
      } catch (error) {
        return jsonError(error, '1.0');
      }
    },
    stop() {
      clearInterval(sweep);
      settings.stop();
      return Promise.resolve();
    },
  });
}

function allOperations(
  engine: Engine,
  settings: AllTableSettings,
  putRecords: PutRecords,
  now: () => number,
): Map<string, (request: Request) => unknown> {
  const tokens = new ClientTokens(now);
  const reading = (operation: Parameters<Engine['run']>[0]) => (request: Request) =>
    engine.run(operation, engine.parse(operation, request));
  const writing = (operation: Parameters<typeof writeItem>[1]) => (request: Request) =>
    writeItem(engine, operation, request);

  const operations = {
    GetItem: reading('GetItem'),
    BatchGetItem: reading('BatchGetItem'),
    Query: reading('Query'),
    Scan: reading('Scan'),
    ListTables: reading('ListTables'),
    PutItem: writing('PutItem'),
    UpdateItem: writing('UpdateItem'),
    DeleteItem: writing('DeleteItem'),
    BatchWriteItem: (request: Request) =>
      engine.runNow('BatchWriteItem', engine.parse('BatchWriteItem', request)),
    TransactWriteItems: (request: Request) =>
      tokens.once(request, () => transactWrite(engine, request)),
    TransactGetItems: (request: Request) => transactGet(engine, request),
    TagResource: reading('TagResource'),
    UntagResource: reading('UntagResource'),
    ListTagsOfResource: reading('ListTagsOfResource'),
    ...tableOperations(engine, settings),
    ...timeToLiveOperations(engine, settings),
    ...continuousBackupOperations(engine, settings, now),
    ...streamingOperations(engine, settings, putRecords),
  };
  return new Map(
    Object.entries(operations).map(([name, run]) => [`DynamoDB_20120810.${name}`, run]),
  );
}
