import { AwsError } from '../emulator.ts';
import { busNameOf } from './arn.ts';
import { type Bus, createBus, existingBus, type State } from './bus.ts';
import { page, prefixed } from './page.ts';
import {
  type Operation,
  optionalStructure,
  optionalText,
  type Parameters,
  requiredText,
  validationError,
} from './parameters.ts';
import { policyDocument } from './permission-operations.ts';
import { putTags } from './tag-operations.ts';

/** What creates, reads, changes and deletes event buses. */
export function busOperations(state: State, now: () => number): Record<string, Operation> {
  return {
    CreateEventBus(request) {
      const name = requiredText(request, 'Name');
      if (name.includes('/')) throw validationError("Event bus name must not contain '/'.");
      if (state.buses.has(name)) {
        throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
      }
      const bus = createBus(name, now());
      change(bus, request);
      state.buses.set(name, bus);
      putTags(state, bus.arn, request);
      return { EventBusArn: bus.arn, Description: bus.description };
    },
    UpdateEventBus(request) {
      const bus = existingBus(state, busNameOf(optionalText(request, 'Name')));
      change(bus, request);
      bus.modifiedAt = now();
      return { Arn: bus.arn, Name: bus.name, Description: bus.description };
    },
    DeleteEventBus(request) {
      const name = busNameOf(requiredText(request, 'Name'));
      if (name === 'default') throw validationError('Cannot delete event bus default.');
      const bus = state.buses.get(name);
      // Deleting what is not there succeeds on AWS too.
      if (!bus) return {};
      if (bus.rules.size > 0) {
        throw validationError(`Event bus ${name} cannot be deleted since it has rules.`);
      }
      state.buses.delete(name);
      state.tags.delete(bus.arn);
      return {};
    },
    DescribeEventBus(request) {
      return described(existingBus(state, busNameOf(optionalText(request, 'Name'))));
    },
    ListEventBuses(request) {
      const { items, next } = page(prefixed(state.buses.values(), request), request);
      return { EventBuses: items.map(described), ...next };
    },
  };
}

function change(bus: Bus, request: Parameters): void {
  bus.description = optionalText(request, 'Description') ?? bus.description;
  bus.deadLetterConfig = optionalStructure(request, 'DeadLetterConfig') ?? bus.deadLetterConfig;
}

function described(bus: Bus) {
  return {
    Name: bus.name,
    Arn: bus.arn,
    Description: bus.description,
    DeadLetterConfig: bus.deadLetterConfig,
    Policy: policyDocument(bus),
    CreationTime: bus.createdAt / 1_000,
    LastModifiedTime: bus.modifiedAt / 1_000,
  };
}
