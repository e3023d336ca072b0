import { CreateQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { deadLetterName } from '@waybill/contracts/names';
import { useEmbeddedAws } from '@waybill/testing/embedded';
import { eventually } from '@waybill/testing/eventually';
import { createSqsQueue } from './sqs-queue.ts';

const aws = useEmbeddedAws();
const service = 'impatient';

async function createQueue(queue: string): Promise<string> {
  const { aws: clients, name } = aws.platform();
  const Attributes = { VisibilityTimeout: '60' };
  const answer = await clients.sqs.send(
    new CreateQueueCommand({ QueueName: name(queue), Attributes }),
  );
  return answer.QueueUrl ?? '';
}

it('gives a message that nobody settles to others after the visibility that it was told', async () => {
  const { sqs } = aws.platform().aws;
  const [QueueUrl] = await Promise.all([service, deadLetterName(service)].map(createQueue));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
  const patient = await createSqsQueue(aws.platform(), service, { pollers: 1 });
  expect(patient.visibilityMs).toBe(60_000);

  const queue = await createSqsQueue(aws.platform(), service, { pollers: 1, visibilitySeconds: 1 });
  expect(queue.visibilityMs).toBe(1_000);
  const counts: number[] = [];
  const receiver = queue.receive({
    ready: () => Promise.resolve(),
    take: (messages) => counts.push(...messages.map(({ receiveCount }) => receiveCount)),
    failed: (error) => {
      throw error;
    },
  });
  receiver.start();
  await eventually(() => counts.length >= 2, 10_000);
  await receiver.stop();
  expect(counts.slice(0, 2)).toEqual([1, 2]);
});
