import { ChangeMessageVisibilityCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { client, useQueues, queue, send, receive, attributes } from './queue-fixture.ts';

useQueues();

describe('long polling', () => {
  it('answers when a message comes', async () => {
    const { url } = await queue('awaited');
    const polled = receive(url, 20);
    await send(url, 'here');
    expect(await polled).toMatchObject([{ Body: 'here' }]);
  });

  it('answers when a delayed or hidden message becomes visible', async () => {
    const { url } = await queue('later', { VisibilityTimeout: '1' });
    await client.send(
      new SendMessageCommand({ QueueUrl: url, MessageBody: 'late', DelaySeconds: 1 }),
    );
    const [first] = await receive(url, 20);
    const [again] = await receive(url, 20);
    expect([first?.Body, again?.Body]).toEqual(['late', 'late']);
    const freed = receive(url, 20);
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: again?.ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );
    expect(await freed).toHaveLength(1);
  });

  it('gives each message to one receiver, and lets the others wait on', async () => {
    const { url } = await queue('shared');
    const polls = [1, 2, 3].map(() => receive(url, 20));
    await send(url, 'a');
    await Promise.race(polls);
    await send(url, 'b');
    await send(url, 'c');
    const bodies = (await Promise.all(polls)).map((messages) => messages.map(({ Body }) => Body));
    expect(bodies.flat().sort()).toEqual(['a', 'b', 'c']);
    expect(bodies.every(({ length }) => length > 0)).toBe(true);
  });

  it('loses nothing to a client that has left', async () => {
    const { url } = await queue('left');
    for (let round = 0; round < 20; round += 1) {
      const leaving = new AbortController();
      const polled = receive(url, 20, leaving.signal);
      if (round % 2 === 0) await attributes(url, 'QueueArn');
      leaving.abort();
      await polled.catch(() => undefined);
    }
    await send(url, 'whole');
    expect(await receive(url, 5)).toMatchObject([{ Body: 'whole' }]);
  });

  it('ends when its time is up', async () => {
    const { url } = await queue('empty');
    expect(await receive(url, 1)).toEqual([]);
  });
});
