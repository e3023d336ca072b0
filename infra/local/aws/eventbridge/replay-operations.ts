import { AwsError } from '../emulator.ts';
import { eventsArn, nameInArn } from './arn.ts';
import { existingArchive } from './archive-operations.ts';
import type { Archive, State } from './bus.ts';
import { page, prefixed } from './page.ts';
import {
  notFound,
  type Operation,
  optionalStructure,
  optionalText,
  type Parameters,
  requiredNumber,
  requiredText,
  texts,
  validationError,
} from './parameters.ts';
import { type Replay, runReplay } from './replay.ts';
import type { Router } from './router.ts';

/** StartReplay, DescribeReplay, ListReplays and CancelReplay. */
export function replayOperations(
  state: State,
  router: Router,
  now: () => number,
): Record<string, Operation> {
  const replays = new Map<string, Replay>();

  const existing = (request: Parameters): Replay => {
    const name = requiredText(request, 'ReplayName');
    const replay = replays.get(name);
    if (!replay) throw notFound(`Replay ${name} does not exist.`);
    return replay;
  };

  return {
    StartReplay(request) {
      const name = requiredText(request, 'ReplayName');
      if (replays.has(name)) {
        throw new AwsError('ResourceAlreadyExistsException', `Replay ${name} already exists.`);
      }
      const replay = parseReplay(state, request, now());
      replays.set(name, replay);
      void runReplay(replay, router, now);
      return {
        ReplayArn: replay.arn,
        State: 'STARTING',
        ReplayStartTime: replay.startedAt / 1_000,
      };
    },
    DescribeReplay: (request) => described(existing(request)),
    ListReplays(request) {
      const wanted = optionalText(request, 'State');
      const source = optionalText(request, 'EventSourceArn');
      const found = prefixed(replays.values(), request).filter(
        ({ state: current, archive }) =>
          (wanted === undefined || wanted === current) &&
          (source === undefined || source === archive.arn),
      );
      const { items, next } = page(found, request);
      return { Replays: items.map(summary), ...next };
    },
    CancelReplay(request) {
      const replay = existing(request);
      if (replay.state !== 'STARTING' && replay.state !== 'RUNNING') {
        throw new AwsError(
          'IllegalStatusException',
          `Replay ${replay.name} is not in a valid state for this operation.`,
        );
      }
      replay.state = 'CANCELLED';
      replay.endedAt = now();
      return { ReplayArn: replay.arn, State: 'CANCELLING' };
    },
  };
}

function parseReplay(state: State, request: Parameters, now: number): Replay {
  const name = requiredText(request, 'ReplayName');
  const archive = sourceArchive(state, requiredText(request, 'EventSourceArn'));
  const destination = optionalStructure(request, 'Destination') ?? {};
  if (requiredText(destination, 'Arn') !== archive.bus.arn) {
    throw validationError(
      'Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.',
    );
  }
  const from = requiredNumber(request, 'EventStartTime') * 1_000;
  const to = requiredNumber(request, 'EventEndTime') * 1_000;
  if (from >= to) {
    throw validationError(
      'Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.',
    );
  }
  return {
    name,
    arn: eventsArn(`replay/${name}`),
    archive,
    description: optionalText(request, 'Description'),
    from,
    to,
    ruleArns: texts(destination, 'FilterArns'),
    startedAt: now,
    state: 'STARTING',
  };
}

function sourceArchive(state: State, arn: string): Archive {
  const name = nameInArn(arn, 'archive');
  if (name === undefined) {
    throw validationError(
      'Parameter EventSourceArn is not valid. Reason: Must contain an archive ARN.',
    );
  }
  try {
    return existingArchive(state, name);
  } catch {
    throw validationError(
      `Parameter EventSourceArn is not valid. Reason: Archive ${name} does not exist.`,
    );
  }
}

function summary(replay: Replay) {
  return {
    ReplayName: replay.name,
    EventSourceArn: replay.archive.arn,
    State: replay.state,
    EventStartTime: replay.from / 1_000,
    EventEndTime: replay.to / 1_000,
    EventLastReplayedTime: seconds(replay.lastReplayed),
    ReplayStartTime: replay.startedAt / 1_000,
    ReplayEndTime: seconds(replay.endedAt),
  };
}

function described(replay: Replay) {
  return {
    ...summary(replay),
    ReplayArn: replay.arn,
    Description: replay.description,
    Destination: { Arn: replay.archive.bus.arn, FilterArns: replay.ruleArns },
  };
}

function seconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1_000;
}
