import { accountId, region } from '../emulator.ts';

/** The ARN of something in EventBridge: `event-bus/orders`, `archive/orders`, … */
export function eventsArn(resource: string): string {
  return `arn:aws:events:${region}:${accountId}:${resource}`;
}

export function ruleArn(busName: string, ruleName: string): string {
  return eventsArn(busName === 'default' ? `rule/${ruleName}` : `rule/${busName}/${ruleName}`);
}

/** The name in `arn:aws:events:…:<kind>/<name>`, or undefined if it is no such ARN. */
export function nameInArn(arn: string, kind: 'event-bus' | 'archive'): string | undefined {
  return new RegExp(`^arn:aws:events:[^:]*:[^:]*:${kind}/(.+)$`).exec(arn)?.[1];
}

/** A bus is named or given by ARN; the default bus need not be named. */
export function busNameOf(nameOrArn: string | undefined): string {
  if (nameOrArn === undefined) return 'default';
  return nameInArn(nameOrArn, 'event-bus') ?? nameOrArn;
}
