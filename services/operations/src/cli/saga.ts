import { sagaStatus } from '@waybill/kernel/saga-state';
import { tellSaga } from '../domain/saga-story.ts';
import { readSaga } from '../saga-reader.ts';
import { askToResume } from '../saga-resumption.ts';
import { show, type Session } from './session.ts';

/** Prints where an order's saga stands. Answers whether there is one. */
export async function showSaga(session: Session, orderId: string): Promise<boolean> {
  const state = await readSaga(session.platform, orderId);
  if (!state) return without(session, orderId);
  show(session, { orderId, status: sagaStatus(state), ...state }, () =>
    tellSaga(orderId, state).join('\n'),
  );
  return true;
}

/** Asks for an order's saga to be resumed. Answers whether it needed that. */
export async function resumeSaga(session: Session, orderId: string): Promise<boolean> {
  const state = await readSaga(session.platform, orderId);
  if (!state) return without(session, orderId);
  const status = sagaStatus(state);
  const { needsAttention: isAsked } = state;
  if (isAsked) await askToResume(session.platform, orderId);
  show(session, { orderId, status, isAsked }, () =>
    isAsked
      ? `Fulfilment is asked to resume the saga of ${orderId}. See waybill saga show ${orderId}`
      : `The saga of ${orderId} is ${status}: there is nothing to resume.`,
  );
  return isAsked;
}

function without({ warn }: Session, orderId: string): boolean {
  warn(`waybill: fulfilment has no saga of ${orderId}`);
  return false;
}
