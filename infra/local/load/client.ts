import { growingPauseMs, type Clock } from './clock.ts';
import { exchange, NoAnswer, type Answer, type Call } from './exchange.ts';
import { Failure } from './failure.ts';

const patienceMs = 60_000;
const longestPauseMs = 2_000;
const temporary = [408, 429, 500, 502, 503, 504];

/** Calls the system as its staff, and again for up to a minute while it is out of sorts. */
export interface Client {
  /** The last answer, whatever its status. Throws a `Failure` once the system answers nothing any more. */
  call(call: Call): Promise<Answer>;
  /** How often a call had to be made again. */
  retries(): number;
}

/** Signs in and gives the client. Throws a `Failure` at once when nothing answers. */
export async function connect(url: string, clock: Clock): Promise<Client> {
  let token = await signIn(url).catch((error: unknown) => {
    if (!(error instanceof NoAnswer)) throw error;
    throw new Failure(`nothing answers at ${url} (${error.message}): start it with npm start`, 1);
  });
  let retries = 0;
  let lost: Failure | undefined;

  /** An answer, a reason for there being none, or a 401 that a fresh token may mend. */
  const attempt = async (call: Call): Promise<Answer | string> => {
    const used = token;
    try {
      const answer = await exchange(url, call, used);
      if (answer.status !== 401) return answer;
      // Others may have renewed it since.
      if (token === used) token = await signIn(url);
      return await exchange(url, call, token);
    } catch (error) {
      if (error instanceof NoAnswer) return error.message;
      throw error;
    }
  };

  return {
    retries: () => retries,
    async call(call) {
      const giveUpAt = clock.now() + patienceMs;
      for (let round = 0; ; round++) {
        // One call's patience is enough for all of them: the others need not wait for theirs.
        if (lost !== undefined) throw lost;
        const answer = await attempt(call);
        if (typeof answer !== 'string' && !temporary.includes(answer.status)) return answer;
        const askedMs = typeof answer === 'string' ? 0 : answer.retryAfterMs;
        const pauseMs = Math.max(growingPauseMs(round, longestPauseMs), askedMs);
        if (clock.now() + pauseMs > giveUpAt) {
          if (typeof answer !== 'string') return answer;
          lost = new Failure(`${url} has stopped answering (${answer})`, 1);
          throw lost;
        }
        retries++;
        await clock.sleep(pauseMs);
      }
    },
  };
}

async function signIn(url: string): Promise<string> {
  const body = { subject: 'staff-load', roles: ['staff'] };
  const answer = await exchange(url, { method: 'POST', path: '/auth/dev-token', body });
  const token = (answer.body as { token?: unknown } | null)?.token;
  if (typeof token === 'string') return token;
  throw new Failure(
    `${url} gives no dev token (POST /auth/dev-token answers ${answer.status}): ` +
      'the load works against the embedded default, npm start',
    1,
  );
}
