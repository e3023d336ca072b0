import { ResumeSaga } from '@waybill/contracts/commands';
import { busName } from '@waybill/contracts/names';
import { createOutlets } from '@waybill/runtime/outlet';
import type { Platform } from '@waybill/runtime/platform';
import { bodyOf, outgoingOf } from '@waybill/runtime/publishing/outgoing';

/** Asks fulfilment, which alone writes its sagas, to try again. Asking twice changes nothing. */
export async function askToResume(platform: Platform, orderId: string): Promise<void> {
  const { newId, now } = platform;
  const id = newId();
  const bodies = outgoingOf({
    ...{ aggregateId: `operator-${id}`, version: 1, commitId: id, correlationId: id },
    committedAt: now().toISOString(),
    entries: [ResumeSaga({ orderId })],
  }).map(bodyOf);
  const failed = await createOutlets(platform, busName).send('fulfilment', bodies);
  if (failed.length > 0) throw new Error('the queue of fulfilment does not take the request');
}
