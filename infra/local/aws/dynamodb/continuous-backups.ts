import type { Engine, Request } from './engine.ts';
import type { AllTableSettings } from './table-settings.ts';

/** The operations on a table's point-in-time recovery. It is remembered, and recovers nothing. */
export function continuousBackupOperations(
  engine: Engine,
  settings: AllTableSettings,
  now: () => number,
) {
  const of = (request: Request) => settings.of(engine.table(request['TableName']).TableName);

  const describe = ({ recoverySince }: { recoverySince?: number }) => ({
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription:
        recoverySince === undefined
          ? { PointInTimeRecoveryStatus: 'DISABLED' }
          : {
              PointInTimeRecoveryStatus: 'ENABLED',
              EarliestRestorableDateTime: recoverySince / 1000,
              LatestRestorableDateTime: now() / 1000,
            },
    },
  });

  return {
    DescribeContinuousBackups: (request: Request) => describe(of(request)),

    UpdateContinuousBackups(request: Request) {
      const table = of(request);
      const wanted = request['PointInTimeRecoverySpecification'] as Request | undefined;
      if (wanted?.['PointInTimeRecoveryEnabled']) table.recoverySince ??= now();
      else delete table.recoverySince;
      return describe(table);
    },
  };
}
