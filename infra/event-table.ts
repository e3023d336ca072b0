import type { AnyContract } from '@waybill/contracts/contract';
import * as catalog from '@waybill/contracts/catalog-events';
import * as commands from '@waybill/contracts/commands';
import * as document from '@waybill/contracts/document-events';
import * as inventory from '@waybill/contracts/inventory-events';
import * as notification from '@waybill/contracts/notification-events';
import * as order from '@waybill/contracts/order-events';
import * as payment from '@waybill/contracts/payment-events';
import * as s3 from '@waybill/contracts/s3-notices';
import * as ses from '@waybill/contracts/ses-notices';
import * as shipping from '@waybill/contracts/shipping-events';
import { commandSource } from '@waybill/contracts/envelope';
import { subscriptions, type Subscription } from '@waybill/contracts/subscriptions';

const modules = [
  catalog,
  order,
  inventory,
  payment,
  shipping,
  notification,
  document,
  s3,
  ses,
  commands,
];

/** Every event and command of the system. */
export function publicContracts(): AnyContract[] {
  const exported = modules.flatMap((module): unknown[] => Object.values(module));
  return exported.filter((value): value is AnyContract => typeof value === 'function');
}

/** Who says what, and who hears it, as a Markdown table. */
export function eventTable(): string {
  const rows = publicContracts().map((contract) => {
    const { type, kind, source = commandSource } = contract;
    const hearers = Object.entries<Subscription>(subscriptions)
      .filter(([, { events, commands: owned, notices }]) =>
        [...events, ...owned, ...(notices?.contracts ?? [])].includes(contract),
      )
      .map(([service]) => `\`${service}\``);
    return `| \`${type}\` | ${kind} | \`${source}\` | ${hearers.join(', ') || '–'} |`;
  });
  return ['| message | kind | source | heard by |', '|---|---|---|---|', ...rows].join('\n');
}
