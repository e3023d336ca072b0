import { AwsError } from '../emulator.ts';
import { nameInArn } from './arn.ts';
import type { Bus, State } from './bus.ts';
import type { BusEvent } from './bus-event.ts';
import { createCourier, type CourierOptions } from './courier.ts';

/** Takes events onto a bus: into its archives, and through its rules to their targets. */
export interface Router {
  /** `ruleArns`, if given, are the only rules that see the event. */
  publish(bus: Bus, event: BusEvent, ruleArns?: ReadonlySet<string>): void;
  stop(): void;
}

export function createRouter(state: State, options: Omit<CourierOptions, 'forward'>): Router {
  const courier = createCourier({ ...options, forward });

  function publish(bus: Bus, event: BusEvent, ruleArns?: ReadonlySet<string>): void {
    // AWS excludes replayed events from every archive, or a replay would feed the next one.
    if (event.replayName === undefined) archive(bus, event);
    for (const rule of bus.rules.values()) {
      if (rule.state === 'DISABLED' || !rule.pattern) continue;
      if (ruleArns && !ruleArns.has(rule.arn)) continue;
      if (!rule.pattern.matches(event.fields)) continue;
      for (const target of rule.targets.values()) courier.send(event, rule, target);
    }
  }

  function archive(bus: Bus, event: BusEvent): void {
    for (const archive of state.archives.values()) {
      if (archive.bus === bus && (!archive.pattern || archive.pattern.matches(event.fields))) {
        archive.events.push(event);
      }
    }
  }

  function forward(busArn: string, event: BusEvent): void {
    if (event.forwarded) {
      throw new AwsError('THIRD_ACCOUNT_HOP_DETECTED', 'An event is not forwarded twice.');
    }
    const bus = state.buses.get(nameInArn(busArn, 'event-bus') ?? '');
    if (!bus) throw new AwsError('ResourceNotFoundException', `${busArn} does not exist.`);
    publish(bus, { ...event, forwarded: true });
  }

  return { publish, stop: () => courier.stop() };
}
