import type { ChargeOutcome } from '@waybill/payments/payment-provider';
import { consumer, type Reaction } from '@waybill/kernel/consumer';
import { orderSummary } from '@waybill/orders/projections/order-summary';
import { commitsIn } from '@waybill/runtime/projector';
import { realParts, type Parts } from './parts.ts';

/** Mistakes that such systems are made with, each of which looks right as long as nothing goes wrong. */
export const plantedBugs: Readonly<Record<string, Parts>> = {
  'a release that overtakes its reservation is answered, but not remembered': {
    ...realParts,
    reservation: {
      ...realParts.reservation,
      evolve: (state, event) =>
        event.type === 'InventoryReleased' && state.status === 'new'
          ? state
          : realParts.reservation.evolve(state, event),
    },
  },

  'a message is acknowledged before its handler is done': {
    ...realParts,
    consumer: ({ service, reactions }) =>
      consumer(
        service,
        ...[...reactions.values()].map((reaction): Reaction => ({
          contract: reaction.contract,
          handle: (data, delivery) => {
            reaction.handle(data, delivery).catch(() => undefined);
            return Promise.resolve();
          },
        })),
      ),
  },

  'a payment whose outcome is unknown is not looked up, but charged again': {
    ...realParts,
    paymentProvider: (provider) => ({
      ...provider,
      lookUp: (): Promise<ChargeOutcome | undefined> => Promise.resolve(undefined),
    }),
  },

  'a refund is confirmed, but not carried out': {
    ...realParts,
    paymentProvider: (provider) => ({ ...provider, refund: () => Promise.resolve(0) }),
  },

  'a projector applies commits in the order in which they come': {
    ...realParts,
    projector:
      (_, { table }) =>
      async (changes) => {
        for (const commit of commitsIn(changes)) {
          const row = await table.get({ orderId: commit.aggregateId });
          const after = orderSummary.apply(row, commit);
          if (after) await table.put({ ...after, version: commit.version });
        }
      },
  },
};
