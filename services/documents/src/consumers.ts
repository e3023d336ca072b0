import { ObjectCreated } from '@waybill/contracts/s3-notices';
import { consumer, on, type Consumer } from '@waybill/kernel/consumer';
import type { Reception } from './reception.ts';

export const consumers = ({ reception }: { reception: Reception }): Consumer =>
  consumer(
    'documents',
    on(ObjectCreated, (created, delivery) => reception.receive(created, delivery)),
  );
