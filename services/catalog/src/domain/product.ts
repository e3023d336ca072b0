import { PriceChanged, ProductListed } from '@waybill/contracts/catalog-events';
import type { DataOf, EntryOf } from '@waybill/contracts/contract';
import { isLater } from '@waybill/contracts/sequencer';
import type { Decider } from '@waybill/kernel/decider';
import { PictureAttached } from './product-facts.ts';

export type ProductEvent =
  EntryOf<typeof ProductListed> | EntryOf<typeof PriceChanged> | EntryOf<typeof PictureAttached>;
export const productContracts = [ProductListed, PriceChanged, PictureAttached] as const;

type Details = DataOf<typeof ProductListed>;
export type Picture = DataOf<typeof PictureAttached>;
interface Illustrated {
  readonly picture?: Picture;
}
export type Product = Illustrated &
  ({ readonly status: 'unlisted' } | ({ readonly status: 'listed' } & Details));
export type ProductCommand =
  ({ readonly type: 'list' } & Details) | ({ readonly type: 'illustrate' } & Picture);

/** Something that the shop sells. */
export const product: Decider<Product, ProductCommand, ProductEvent> = {
  initial: { status: 'unlisted' },

  decide(command, state) {
    switch (command.type) {
      case 'list': {
        if (state.status === 'unlisted') return [ProductListed(command)];
        const isSame =
          state.name === command.name &&
          state.unitPrice === command.unitPrice &&
          state.currency === command.currency;
        return isSame ? [] : [PriceChanged(command)];
      }
      case 'illustrate':
        if (state.picture && !isNewer(command, state.picture)) return [];
        return [PictureAttached(command)];
    }
  },

  evolve(state, event) {
    if (event.type === 'PictureAttached') return { ...state, picture: event.data };
    return { status: 'listed', ...event.data, picture: state.picture };
  },
};

/** Uploads to one key have an order of their own; between two keys, only time tells. */
function isNewer(one: Picture, other: Picture): boolean {
  if (one.documentId === other.documentId) return isLater(one.sequencer, other.sequencer);
  if (one.uploadedAt !== other.uploadedAt) return one.uploadedAt > other.uploadedAt;
  return one.documentId > other.documentId;
}
