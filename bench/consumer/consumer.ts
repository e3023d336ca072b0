import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import { createAws, type Aws } from '@waybill/runtime/aws';
import { resourceName } from '@waybill/contracts/names';
import { slowDown, type Contender } from './contender.ts';
import { contenders } from './contenders.ts';
import { work, workloads, type Workload } from './workload.ts';

/** Consumes the same messages in several ways, one after another, over the SQS at `AWS_ENDPOINT_URL`; prints rates and ratios. */
export async function benchConsumer(): Promise<void> {
  for (const workload of workloads) {
    console.log(`\n${workload.name} (5 ms a call)`);
    const rates = new Map<string, number>();
    for (const contender of contenders) {
      const rate = await rateOf(contender, workload);
      rates.set(contender.name, rate);
      console.log(`  ${contender.name.padEnd(40)} ${rate.toFixed(0).padStart(6)} messages/s`);
    }
    const ours = rates.get('waybill') ?? 0;
    for (const [name, rate] of rates) {
      if (name !== 'waybill')
        console.log(`  waybill : ${name.padEnd(30)} ${(ours / rate).toFixed(2)}×`);
    }
  }
}

let queues = 0;

async function rateOf(contender: Contender, workload: Workload): Promise<number> {
  queues += 1;
  const queue = `q${queues}`;
  const total = Math.round(workload.messages * contender.share);
  const filling = createAws();
  const queueUrl = await createQueue(filling, queue);
  await fill(filling, queueUrl, total);
  filling.close();

  const aws = createAws();
  slowDown(aws.sqs);
  slowDown(aws.sqsPolling);
  let handled = 0;
  let done = (): void => undefined;
  const finished = new Promise<void>((resolve) => (done = resolve));
  const beganAt = performance.now();
  const stop = await contender.start({
    aws,
    queue,
    queueUrl,
    handle: async () => {
      const n = handled;
      handled += 1;
      await work(workload, n + 1);
      if (handled === total) done();
    },
  });
  await finished;
  const seconds = (performance.now() - beganAt) / 1_000;
  await stop();
  aws.close();
  return total / seconds;
}

async function createQueue({ sqs }: Aws, queue: string): Promise<string> {
  const names = [queue, `${queue}-dlq`].map((name) => resourceName('bench', name));
  for (const QueueName of names) await sqs.send(new CreateQueueCommand({ QueueName }));
  const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: names[0] }));
  return QueueUrl;
}

async function fill({ sqs }: Aws, QueueUrl: string, total: number): Promise<void> {
  for (let sent = 0; sent < total; sent += 10) {
    const Entries = Array.from({ length: Math.min(10, total - sent) }, (_, i) => ({
      Id: String(i),
      MessageBody: messageOf(sent + i),
    }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
}

function messageOf(n: number): string {
  const orderId = `ord-${n}`;
  const metadata = {
    eventId: `saga-${orderId}/1.0`,
    schemaVersion: 1,
    aggregateId: `saga-${orderId}`,
    version: 1,
    occurredAt: '2026-01-01T00:00:00.000Z',
    correlationId: orderId,
  };
  return JSON.stringify({ 'detail-type': 'ReleaseInventory', detail: { orderId, metadata } });
}
