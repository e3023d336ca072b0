import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import type { Aws } from './aws.ts';
import { QueueUrls } from './queue-urls.ts';

const gone = Object.assign(new Error('no such queue'), { name: 'QueueDoesNotExist' });

/** Urls of queues that move each time that somebody asks. */
function world() {
  let asked = 0;
  const send = () => Promise.resolve({ QueueUrl: `url-${(asked += 1)}` });
  const aws = { sqs: { send } } as unknown as Aws;
  return new QueueUrls({ ...createMemoryPlatform(), aws });
}

describe('the URL of a queue', () => {
  it('is asked for once', async () => {
    const urls = world();
    const echo = (url: string) => Promise.resolve(url);
    expect([
      await urls.use('a', echo),
      await urls.use('b', echo),
      await urls.use('a', echo),
    ]).toEqual(['url-1', 'url-2', 'url-1']);
  });

  it.each([
    ['is asked for again when the queue is gone', gone, 'url-2'],
    ['stays when the queue is merely away', new Error('away'), 'url-1'],
  ])('%s', async (_, failure, after) => {
    const urls = world();
    await expect(urls.use('a', () => Promise.reject(failure))).rejects.toBe(failure);
    expect(await urls.use('a', (url) => Promise.resolve(url))).toBe(after);
  });
});
