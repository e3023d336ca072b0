import type { Item } from 'dynalite/db/index.js';
import { AwsError } from '../emulator.ts';
import type { Engine, Request } from './engine.ts';
import type { Store } from './store.ts';
import type { AllTableSettings } from './table-settings.ts';

const fiveYearsS = 5 * 365 * 24 * 60 * 60;

/** The operations on a table's time to live. */
export function timeToLiveOperations(engine: Engine, settings: AllTableSettings) {
  return {
    UpdateTimeToLive(request: Request) {
      const table = settings.of(engine.table(request['TableName']).TableName);
      const specification = request['TimeToLiveSpecification'] as Request | undefined;
      const { AttributeName: attribute, Enabled: enabled } = specification ?? {};
      if (typeof attribute !== 'string' || typeof enabled !== 'boolean') {
        throw new AwsError(
          'ValidationException',
          'TimeToLiveSpecification must name an attribute and say whether it is enabled',
        );
      }
      if (enabled === (table.ttlAttribute !== undefined)) {
        throw new AwsError(
          'ValidationException',
          `TimeToLive is already ${enabled ? 'enabled' : 'disabled'}`,
        );
      }
      if (enabled) table.ttlAttribute = attribute;
      else delete table.ttlAttribute;
      return { TimeToLiveSpecification: specification };
    },

    DescribeTimeToLive(request: Request) {
      const { ttlAttribute } = settings.of(engine.table(request['TableName']).TableName);
      return {
        TimeToLiveDescription: ttlAttribute
          ? { TimeToLiveStatus: 'ENABLED', AttributeName: ttlAttribute }
          : { TimeToLiveStatus: 'DISABLED' },
      };
    },
  };
}

/** Removes all items whose time to live is over. `now` is in milliseconds. */
export function removeExpired(store: Store, settings: AllTableSettings, now: number): void {
  for (const { tableName, attribute } of settings.withTtl()) {
    const table = store.table(tableName);
    if (!table) continue;
    const expired: (readonly [string, Item])[] = [];
    for (const entry of store.items(tableName).entries()) {
      if (isExpired(entry[1], attribute, now)) expired.push(entry);
    }
    for (const [key, before] of expired) {
      store.write({ table, key, before, after: undefined, expired: true });
    }
  }
}

/** DynamoDB takes a time over five years past for a mistake, and leaves the item. */
function isExpired(item: Item, attribute: string, now: number): boolean {
  const expiresAt = Number(item[attribute]?.['N']);
  const nowS = now / 1000;
  return expiresAt <= nowS && expiresAt > nowS - fiveYearsS;
}
