import type { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Platform } from '@waybill/runtime/platform';
import type { Clock } from '../load/clock.ts';
import { uploadAll } from './upload-all.ts';

describe('uploading all', () => {
  it('puts what overwrites another only after it, however late that is', async () => {
    const done: string[] = [];
    const slow = new Map<string, () => void>();
    const send = async ({ input }: PutObjectCommand): Promise<void> => {
      const name = `${input.Key} ${input.Body as string}`;
      if (name === 'lamp first') await new Promise<void>((resolve) => slow.set(name, resolve));
      done.push(name);
    };
    const platform = { aws: { s3: { send } }, name: String } as unknown as Platform;
    const clock = { sleep: () => Promise.resolve() } as unknown as Clock;
    const all = uploadAll(
      platform,
      [
        { at: 0.1, key: 'lamp', body: 'first' },
        { at: 0.2, key: 'lamp', body: 'second' },
        { at: 0.1, key: 'cup', body: 'only' },
      ],
      { clock, overMs: 0 },
    );
    await new Promise(setImmediate);
    expect(done).toEqual(['cup only']);
    slow.get('lamp first')?.();
    await all;
    expect(done).toEqual(['cup only', 'lamp first', 'lamp second']);
  });
});
