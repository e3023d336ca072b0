import type { OrderItem } from '@waybill/contracts/values';

/** What a mail is about. */
export type Occasion =
  | {
      readonly kind: 'received';
      readonly orderId: string;
      readonly currency: string;
      readonly items: readonly OrderItem[];
      /** Minor units. */
      readonly total: number;
    }
  | { readonly kind: 'shipped'; readonly orderId: string; readonly trackingNumber: string }
  | { readonly kind: 'cancelled'; readonly orderId: string; readonly reason: string };
