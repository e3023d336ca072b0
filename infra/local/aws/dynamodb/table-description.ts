import type { Table } from 'dynalite/db/index.js';
import { AwsError } from '../emulator.ts';
import type { Request } from './engine.ts';

interface Settings {
  readonly DeletionProtectionEnabled?: boolean;
  readonly TableClassSummary?: object;
  readonly OnDemandThroughput?: object;
  readonly SSEDescription?: object;
}

/**
 * The settings of CreateTable and UpdateTable that are newer than dynalite, in the words of a
 * table's description. Refuses DynamoDB Streams, which nothing here would feed.
 */
export function settingsIn(request: Request): Settings {
  const { DeletionProtectionEnabled, TableClass, OnDemandThroughput } = request;
  const streams = request['StreamSpecification'] as Request | undefined;
  if (streams?.['StreamEnabled']) {
    throw new AwsError(
      'ValidationException',
      'DynamoDB Streams are not emulated: use a Kinesis streaming destination',
    );
  }
  const encryption = request['SSESpecification'] as Request | undefined;
  return {
    ...(typeof DeletionProtectionEnabled === 'boolean' && { DeletionProtectionEnabled }),
    ...(typeof TableClass === 'string' && { TableClassSummary: { TableClass } }),
    ...(OnDemandThroughput ? { OnDemandThroughput } : {}),
    ...(encryption?.['Enabled'] ? { SSEDescription: { Status: 'ENABLED', SSEType: 'KMS' } } : {}),
  };
}

/** What a table's description says of those settings. */
export function describedSettings(table: Table): Settings {
  return { DeletionProtectionEnabled: false, ...(table as Settings) };
}
