import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { topology } from '../../../infra/topology.ts';
import { deadLetterQueues, referenceQueues } from './dead-letter-queues.ts';

/** Every service that follows a stream, as its wiring says. */
const followers = readdirSync('services')
  .map((service) => `services/${service}/src/app.ts`)
  .filter((path) => existsSync(path))
  .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/application: '([\w-]+)'/g)])
  .map(([, application = '']) => application);

describe('the queues that are known to operators', () => {
  it('are all that there are', () => {
    const owned = topology.inboxes.flatMap(({ deadLetters, undelivered }) => [
      ...[deadLetters, undelivered],
    ]);
    expect(deadLetterQueues.map(({ queue }) => queue).sort()).toEqual(owned.sort());
    expect(referenceQueues.map(({ queue }) => queue)).toEqual(topology.streamDeadLetters);
  });

  it('are those of every service that follows a stream', () =>
    expect(referenceQueues.map(({ follower }) => follower).sort()).toEqual(
      [...new Set(followers)].sort(),
    ));
});
