import { setTimeout as delay } from 'node:timers/promises';
import { AwsError } from '../emulator.ts';
import type { Engine, Request } from './engine.ts';
import { describedSettings, settingsIn } from './table-description.ts';
import type { AllTableSettings } from './table-settings.ts';

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** The operations that make, change and describe tables. A table changes its state at once. */
export function tableOperations(engine: Engine, settings: AllTableSettings) {
  const describe = (name: unknown) => {
    const table = engine.table(name);
    return {
      ...table,
      ...describedSettings(table),
      ItemCount: engine.store.items(table.TableName).size,
    };
  };

  const run = async (operation: 'CreateTable' | 'DeleteTable' | 'UpdateTable', data: object) => {
    const answer = await engine.run(operation, data);
    // Dynalite ends the change in a timer of its own, of no length, that was set before this one.
    await delay(0);
    return answer;
  };

  return {
    async CreateTable(request: Request) {
      const data = engine.parse('CreateTable', request);
      const name = String(data['TableName']);
      if (engine.store.table(name)) {
        throw new AwsError('ResourceInUseException', `Table already exists: ${name}`);
      }
      const extra = settingsIn(request);
      await run('CreateTable', { ...data, ...extra });
      const tags = engine.store.getTagDb(name).map;
      for (const tag of (request['Tags'] ?? []) as Tag[]) tags.set(tag.Key, tag.Value);
      return { TableDescription: describe(name) };
    },

    DescribeTable(request: Request) {
      return { Table: describe(engine.parse('DescribeTable', request)['TableName']) };
    },

    async UpdateTable(request: Request) {
      const table = engine.table(request['TableName']);
      const updates = (request['GlobalSecondaryIndexUpdates'] ?? []) as Request[];
      if (updates.some((update) => 'Create' in update || 'Delete' in update)) {
        throw new AwsError(
          'ValidationException',
          'Adding and removing an index of an existing table is not emulated',
        );
      }
      const extra = settingsIn(request);
      if (request['BillingMode'] || request['ProvisionedThroughput'] || updates.length > 0) {
        await run('UpdateTable', engine.parse('UpdateTable', request));
      }
      Object.assign(table, extra);
      return { TableDescription: describe(table.TableName) };
    },

    async DeleteTable(request: Request) {
      const data = engine.parse('DeleteTable', request);
      const table = engine.table(data['TableName']);
      if (describedSettings(table).DeletionProtectionEnabled) {
        throw new AwsError(
          'ValidationException',
          'Resource cannot be deleted as it is currently protected against deletion. ' +
            'Disable deletion protection first.',
        );
      }
      const answer = await run('DeleteTable', data);
      settings.drop(table.TableName);
      return answer;
    },
  };
}
