import { createTables, useEmbeddedAws } from '@waybill/testing/embedded';
import {
  conformanceCommits,
  conformanceCounters,
  describeEventStore,
} from '@waybill/testing/event-store-conformance';
import { createDynamoEventStore } from './dynamo-event-store.ts';
import { createDynamoTable } from './dynamo-table.ts';

const aws = useEmbeddedAws();

beforeAll(() => createTables(aws.platform(), [conformanceCommits, conformanceCounters]));

describeEventStore('the event store in DynamoDB', () => ({
  store: createDynamoEventStore(aws.platform(), conformanceCommits.name),
  counters: createDynamoTable(aws.platform(), conformanceCounters.name),
}));
