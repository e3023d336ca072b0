import { commitsIn } from '../projector.ts';
import type { ChangeRecord } from '../stream/change-record.ts';
import { SomeFailed } from '../stream/some-failed.ts';
import type { Publisher } from './publisher.ts';
import { Undeliverable } from './undeliverable.ts';

/** Publishes the commits among changes. Those with messages that go nowhere are named, so that they alone are parked. */
export function createChangePublishing(publisher: Pick<Publisher, 'publish'>) {
  return async (changes: readonly ChangeRecord[]): Promise<void> => {
    const found = changes.flatMap((change, position) =>
      commitsIn([change]).map((commit) => ({ commit, position })),
    );
    try {
      await publisher.publish(found.map(({ commit }) => commit));
    } catch (error) {
      if (!(error instanceof Undeliverable)) throw error;
      const failures = found.flatMap(({ commit, position }) => {
        const failure = error.failures.get(commit);
        return failure ? [[position, failure] as const] : [];
      });
      throw new SomeFailed(new Map(failures));
    }
  };
}
