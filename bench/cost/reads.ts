import type { Fields, Reply } from '../faults/call.ts';
import { itemBytes, type WireItem } from './item-size.ts';
import { readUnits } from './units.ts';

interface Keys {
  readonly Keys: readonly WireItem[];
  readonly ConsistentRead?: boolean;
}

/** Read units of a DynamoDB call; 0 of one that does not read. */
export function readUnitsOf(operation: string, input: Fields, { output }: Reply): number {
  const isConsistent = input.ConsistentRead === true;
  switch (operation) {
    case 'GetItem':
      return readUnits(bytesOf(output.Item), isConsistent);
    // A page is read as one; what a filter has dropped from it would have to be added.
    case 'Query':
    case 'Scan': {
      const items = (output.Items ?? []) as WireItem[];
      return readUnits(sum(items.map(itemBytes)), isConsistent);
    }
    case 'BatchGetItem': {
      const found = (output.Responses ?? {}) as Record<string, readonly WireItem[]>;
      const asked = Object.entries((input.RequestItems ?? {}) as Record<string, Keys>);
      return sum(
        asked.map(([table, { Keys, ConsistentRead = false }]) => {
          const items = found[table] ?? [];
          const missing = Keys.length - items.length;
          const read = items.map((item) => readUnits(itemBytes(item), ConsistentRead));
          return sum(read) + missing * readUnits(0, ConsistentRead);
        }),
      );
    }
    case 'TransactGetItems': {
      const responses = (output.Responses ?? []) as { readonly Item?: WireItem }[];
      return 2 * sum(responses.map(({ Item }) => readUnits(bytesOf(Item), true)));
    }
    default:
      return 0;
  }
}

function bytesOf(item: unknown): number {
  return item === undefined ? 0 : itemBytes(item as WireItem);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
