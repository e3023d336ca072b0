/** What a provider says of a charge. */
export type ChargeOutcome =
  { readonly status: 'captured' } | { readonly status: 'declined'; readonly reason: string };

/** A charge. `paymentId` is the provider's idempotency key: asked twice, it is charged once. */
export interface Charge {
  readonly paymentId: string;
  readonly orderId: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  /** The provider's token of the customer's means of payment. */
  readonly paymentMethod: string;
}

/** Whoever moves the money. Every call may take no effect, or take effect and fail to say so. */
export interface PaymentProvider {
  charge(charge: Charge): Promise<ChargeOutcome>;
  /** What became of a charge, if the provider knows it. */
  lookUp(paymentId: string): Promise<ChargeOutcome | undefined>;
  /**
   * Gives back what was captured, and refuses the charge for ever if it is still under way or comes later.
   * @returns what was given back, in minor units
   */
  refund(paymentId: string): Promise<number>;
}
