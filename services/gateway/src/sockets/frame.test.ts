import type { Writable } from 'node:stream';
import * as ws from 'ws';
import { encodeFrame } from './frame.ts';

// Exported by `ws`, and unknown to its types.
const { Receiver } = ws as unknown as { Receiver: new (options: object) => Writable };

/** What a client of `ws` reads. */
function read(frame: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const receiver = new Receiver({ isServer: false });
    receiver.on('message', (data: Buffer) => resolve(data.toString()));
    receiver.on('error', reject);
    receiver.end(frame);
  });
}

describe('a frame', () => {
  it.each([0, 1, 115, 116, 117, 60_000, 65_525, 65_526, 70_000])(
    'of some %i bytes is read as it was written',
    async (length) => {
      const value = { text: 'é'.repeat(length % 2) + 'x'.repeat(length) };
      expect(await read(encodeFrame(value))).toBe(JSON.stringify(value));
    },
  );
});
