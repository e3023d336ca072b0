import { ResumeSaga } from '@waybill/contracts/commands';
import { consumer, on, type Consumer } from '@waybill/kernel/consumer';
import type { SagaRunner } from '@waybill/runtime/saga-runner';

export const consumers = ({ sagas }: { sagas: SagaRunner }): Consumer =>
  consumer(
    'fulfilment',
    ...sagas.reactions,
    on(ResumeSaga, ({ orderId }) => sagas.resume(orderId)),
  );
