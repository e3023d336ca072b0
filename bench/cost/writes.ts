import type { Fields } from '../faults/call.ts';
import type { WireItem } from './item-size.ts';

/** One item that a DynamoDB call writes. */
export interface ItemWrite {
  /** Its name in AWS. */
  readonly table: string;
  readonly key: WireItem;
  /** What it becomes: `put` as told, `update` as the table has it afterwards, `delete` nothing. */
  readonly kind: 'put' | 'update' | 'delete' | 'check';
}

const kinds = {
  PutItem: 'put',
  UpdateItem: 'update',
  DeleteItem: 'delete',
  Put: 'put',
  Update: 'update',
  Delete: 'delete',
  ConditionCheck: 'check',
} as const;

/** The items that a call writes; a put's key is the whole item. None of a call that does not write. */
export function writesOf(operation: string, input: Fields): ItemWrite[] {
  if (operation === 'TransactWriteItems') {
    return (input.TransactItems as Fields[]).flatMap((action) =>
      Object.entries(action).flatMap(([name, operands]) => writesOf(name, operands as Fields)),
    );
  }
  const kind = Object.hasOwn(kinds, operation) ? kinds[operation as keyof typeof kinds] : undefined;
  if (!kind) return [];
  return [{ table: String(input.TableName), key: (input.Item ?? input.Key) as WireItem, kind }];
}
