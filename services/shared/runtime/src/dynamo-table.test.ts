import { createTables, useEmbeddedAws } from '@waybill/testing/embedded';
import { conformanceThings, describeTable } from '@waybill/testing/table-conformance';
import { createDynamoTable } from './dynamo-table.ts';

const aws = useEmbeddedAws();

beforeAll(() => createTables(aws.platform(), [conformanceThings]));

describeTable('the table in DynamoDB', () =>
  createDynamoTable(aws.platform(), conformanceThings.name),
);
