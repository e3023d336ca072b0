import { growingPauseMs } from './clock.ts';
import type { Invoice } from './day.ts';
import { inParallel } from './in-parallel.ts';
import { orderRequest } from './order-request.ts';
import { shown } from './progress.ts';
import type { Run } from './run.ts';

/** An invoice that the system has taken as an order. */
export interface Placed {
  readonly invoice: Invoice;
  readonly orderId: string;
  readonly customerId: string;
  readonly email: string;
  /** When the request that was taken went out, in milliseconds since 1970. */
  readonly sentAt: number;
  /** How long the products' way from the catalogue to orders held it up. */
  readonly heldUpMs: number;
}

/** An invoice that the system would not take. */
export interface Refused {
  readonly invoice: Invoice;
  readonly reason: string;
}

const patienceMs = 60_000;
const longestPauseMs = 1_000;

/** Places every invoice as one order. */
export async function placeOrders(
  run: Run,
  invoices: readonly Invoice[],
): Promise<{ placed: Placed[]; refused: Refused[] }> {
  let done = 0;
  const outcomes = await shown(run.progress, ['Placing orders', invoices.length], (reach) =>
    inParallel(invoices, run.concurrency, async (invoice) => {
      const outcome = await place(run, invoice);
      reach(++done);
      return outcome;
    }),
  );
  return {
    placed: outcomes.filter((outcome) => 'orderId' in outcome),
    refused: outcomes.filter((outcome) => 'reason' in outcome),
  };
}

async function place({ shop, clock, runId }: Run, invoice: Invoice): Promise<Placed | Refused> {
  const request = orderRequest(invoice, runId);
  const { customerId, email } = request;
  const startedAt = clock.now();
  for (let round = 0; ; round++) {
    const sentAt = round === 0 ? startedAt : clock.now();
    const heldUpMs = sentAt - startedAt;
    const placing = await shop.place(request, `load-${runId}-${invoice.invoice}`);
    if (placing.outcome === 'refused') return { invoice, reason: placing.reason };
    if (placing.outcome === 'placed') {
      return { invoice, orderId: placing.orderId, customerId, email, sentAt, heldUpMs };
    }
    if (heldUpMs > patienceMs) {
      const reason = `orders knows one of its products not even after ${patienceMs / 1_000} s`;
      return { invoice, reason };
    }
    await clock.sleep(growingPauseMs(round, longestPauseMs));
  }
}
