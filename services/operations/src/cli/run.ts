import { createPlatform, type Platform } from '@waybill/runtime/platform';
import { parseArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { listDeadLetters } from './dlq-list.ts';
import { redriveDeadLetters } from './dlq-redrive.ts';
import { showDeadLetters } from './dlq-show.ts';
import { explain } from './explanation.ts';
import { republishCommits } from './republish-commits.ts';
import { resumeSaga, showSaga } from './saga.ts';
import type { Session } from './session.ts';
import { usage } from './usage.ts';
import { UsageError } from './usage-error.ts';

/** What surrounds the command line. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly signal: AbortSignal;
  /** Else the one of the process, for the stage. */
  readonly platform?: Platform;
  /** How long an empty receive waits. SQS gives all that it has only to those who wait. */
  readonly waitSeconds?: number;
}

type Work = Exclude<Command, { name: 'help' }>;

const progressEveryMs = 1_000;

/** Does what the command line says. Resolves with the exit code: 0 done; 1 not, or not all of it; 2 wrong input. */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { environment, stdout, stderr } = surroundings;
  try {
    const command = parseArguments(argv, { environment, now: new Date() });
    if (command.name === 'help') {
      stdout(usage);
      return 0;
    }
    return (await work(command, surroundings)) ? 0 : 1;
  } catch (error) {
    if (error instanceof UsageError) {
      stderr(`waybill: ${error.message} (see waybill --help)`);
      return 2;
    }
    stderr(`waybill: ${explain(error, environment)}`);
    return 1;
  }
}

async function work(command: Work, surroundings: Surroundings): Promise<boolean> {
  const { stdout, stderr, signal, waitSeconds = 1 } = surroundings;
  const { stage, isJson } = command;
  const platform =
    surroundings.platform ?? createPlatform('operations', { stage, logLevel: 'silent' });
  const session: Session = {
    ...{ platform, isJson, signal, waitSeconds },
    print: stdout,
    warn: stderr,
    progress: nowAndThen(stderr, platform.now),
  };
  try {
    return (await dispatch(session, command)) ?? true;
  } finally {
    if (!surroundings.platform) platform.aws.close();
  }
}

/** Undefined is done. */
async function dispatch(session: Session, command: Work): Promise<boolean | undefined> {
  switch (command.name) {
    case 'dlq list':
      await listDeadLetters(session);
      return undefined;
    case 'dlq show':
      await showDeadLetters(session, command);
      return undefined;
    case 'dlq redrive':
      return redriveDeadLetters(session, command);
    case 'republish':
      return republishCommits(session, command);
    case 'saga show':
      return showSaga(session, command.orderId);
    case 'saga resume':
      return resumeSaga(session, command.orderId);
  }
}

/** Who waits a second wants to know how it goes; who does not, does not. */
function nowAndThen(say: (text: string) => void, now: () => Date): Session['progress'] {
  let saidMs = now().getTime();
  return (text) => {
    const nowMs = now().getTime();
    if (nowMs - saidMs < progressEveryMs) return;
    saidMs = nowMs;
    say(text);
  };
}
