import { setImmediate as turn } from 'node:timers/promises';
import { because, currentCause } from './cause.ts';

describe('a cause', () => {
  it('is known in everything that follows from it, and nowhere else', async () => {
    const seen = await Promise.all(
      ['a', 'b'].map((correlationId) =>
        because({ correlationId }, async () => {
          await turn();
          return currentCause()?.correlationId;
        }),
      ),
    );
    expect(seen).toEqual(['a', 'b']);
    expect(currentCause()).toBeUndefined();
  });
});
