import { AwsError } from '../emulator.ts';
import { eventsArn, nameInArn } from './arn.ts';
import { type Archive, type Bus, existingBus, type State } from './bus.ts';
import { parseEventPattern } from './event-pattern.ts';
import { page, prefixed } from './page.ts';
import {
  notFound,
  type Operation,
  optionalNumber,
  optionalText,
  type Parameters,
  requiredText,
  validationError,
} from './parameters.ts';

/**
 * What creates, reads, changes and deletes archives. An archive keeps its events in memory, as
 * many as there are, until they are as old as its retention.
 */
export function archiveOperations(state: State, now: () => number): Record<string, Operation> {
  const archive = (request: Parameters): Archive =>
    existingArchive(state, requiredText(request, 'ArchiveName'));

  return {
    CreateArchive(request) {
      const name = requiredText(request, 'ArchiveName');
      if (state.archives.has(name)) {
        throw new AwsError('ResourceAlreadyExistsException', `Archive ${name} already exists.`);
      }
      const created: Archive = {
        name,
        arn: eventsArn(`archive/${name}`),
        bus: sourceBus(state, requiredText(request, 'EventSourceArn')),
        createdAt: now(),
        retentionDays: 0,
        events: [],
      };
      change(created, request);
      state.archives.set(name, created);
      return brief(created);
    },
    UpdateArchive(request) {
      const changed = archive(request);
      change(changed, request);
      return brief(changed);
    },
    DeleteArchive(request) {
      state.archives.delete(archive(request).name);
      return {};
    },
    DescribeArchive: (request) => described(archive(request), now()),
    ListArchives(request) {
      const source = optionalText(request, 'EventSourceArn');
      const archives = prefixed(state.archives.values(), request).filter(
        ({ bus }) => source === undefined || bus.arn === source,
      );
      const { items, next } = page(archives, request);
      return { Archives: items.map((item) => summary(item, now())), ...next };
    },
  };
}

export function existingArchive(state: State, name: string): Archive {
  const archive = state.archives.get(name);
  if (!archive) throw notFound(`Archive ${name} does not exist.`);
  return archive;
}

/** The events that the archive still keeps; older ones are forgotten here. */
export function keptEvents(archive: Archive, now: number): Archive['events'] {
  if (archive.retentionDays > 0) {
    const oldest = now - archive.retentionDays * 86_400_000;
    archive.events = archive.events.filter(({ ingestedAt }) => ingestedAt >= oldest);
  }
  return archive.events;
}

function sourceBus(state: State, arn: string): Bus {
  const name = nameInArn(arn, 'event-bus');
  if (name === undefined) {
    throw validationError(
      'Parameter EventSourceArn is not valid. Reason: Must contain an event bus ARN.',
    );
  }
  return existingBus(state, name);
}

function change(archive: Archive, request: Parameters): void {
  const pattern = optionalText(request, 'EventPattern');
  if (pattern !== undefined) archive.pattern = pattern ? parseEventPattern(pattern) : undefined;
  archive.description = optionalText(request, 'Description') ?? archive.description;
  archive.retentionDays = optionalNumber(request, 'RetentionDays') ?? archive.retentionDays;
}

function brief({ arn, createdAt }: Archive) {
  return { ArchiveArn: arn, State: 'ENABLED', CreationTime: createdAt / 1_000 };
}

function summary(archive: Archive, now: number) {
  const events = keptEvents(archive, now);
  return {
    ArchiveName: archive.name,
    EventSourceArn: archive.bus.arn,
    State: 'ENABLED',
    RetentionDays: archive.retentionDays,
    SizeBytes: events.reduce((total, { body }) => total + Buffer.byteLength(body), 0),
    EventCount: events.length,
    CreationTime: archive.createdAt / 1_000,
  };
}

function described(archive: Archive, now: number) {
  return {
    ...summary(archive, now),
    ArchiveArn: archive.arn,
    Description: archive.description,
    EventPattern: archive.pattern?.text,
  };
}
