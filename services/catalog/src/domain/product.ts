import { PriceChanged, ProductListed } from '@waybill/contracts/catalog-events';
import type { DataOf, EntryOf } from '@waybill/contracts/contract';
import type { Decider } from '@waybill/kernel/decider';

export type ProductEvent = EntryOf<typeof ProductListed> | EntryOf<typeof PriceChanged>;
export const productContracts = [ProductListed, PriceChanged] as const;

type Details = DataOf<typeof ProductListed>;
export type Product = { readonly status: 'unlisted' } | ({ readonly status: 'listed' } & Details);
export type ProductCommand = { readonly type: 'list' } & Details;

/** Something that the shop sells. */
export const product: Decider<Product, ProductCommand, ProductEvent> = {
  initial: { status: 'unlisted' },

  decide(command, state) {
    if (state.status === 'unlisted') return [ProductListed(command)];
    const isSame =
      state.name === command.name &&
      state.unitPrice === command.unitPrice &&
      state.currency === command.currency;
    return isSame ? [] : [PriceChanged(command)];
  },

  evolve(_, event) {
    return { status: 'listed', ...event.data };
  },
};
